// How a call to the Messaging API is spelled, and what its answer says (its reference, "Status codes").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/line/line.hpp"

namespace linli::adapters::line {

// `path` begins with a slash. Empty bodies are not sent.
http_call api_call(const settings& bot, std::string_view method, std::string_view path, std::string body = {});
header authorization(const settings& bot);

// `message` of an answer, and those of its details; empty when there is none.
std::string words_of(const http_reply& reply);
std::vector<std::string> sent_ids(const http_reply& reply);

// How a call that did not succeed ends: a table of LINE's statuses and words.
verdict failed(const settings& bot, const http_reply& reply);

// "C…" and "R…"; a person is "U…".
bool is_group(std::string_view chat);

// A UUID (version 4 by its look) that is the same whenever its text is: an idempotency key.
std::string uuid_of(std::string_view text);

}  // namespace linli::adapters::line
