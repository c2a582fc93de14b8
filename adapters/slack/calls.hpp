// How a call to the Web API is spelled, and what its answer says (docs/channels/slack.md).
// Forms throughout, as Slack's own client does: not every method reads JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/slack/slack.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters::slack {

// POST <api_url>/<method> with the bearer token.
http_call api_call(const settings& app, std::string_view method, const form_fields& form);

header authorization(const settings& app);

// The whole answer when it is one of the Web API: {"ok":…}. HTTP 200 as a rule, even for errors.
std::optional<json_document> read_answer(const http_reply& reply);
bool succeeded(const http_reply& reply);
// `error` of an answer; empty when it is none, or good.
std::string error_of(const http_reply& reply);

// How a call that did not succeed ends: by the table of Slack's error words. `account_limit`: a 429
// of this method is the whole workspace's, not one channel's.
verdict failed(const settings& app, const http_reply& reply, bool account_limit = false);

// Chats. A person is addressed by their user id; the channel of their direct messages is another id.
bool is_user(std::string_view chat);
bool is_direct(std::string_view channel);

// An id of ours for a message (slack.hpp), and back.
std::string message_id(std::string_view channel, std::string_view ts);
struct place {
    std::string channel, ts;
};
place place_of(std::string_view id, std::string_view chat);

// Minutes since 1970 of a `ts`, which is a text and never a number; 0 when it is none.
std::int64_t minute_of(std::string_view ts);

}  // namespace linli::adapters::slack
