// What a person said in one message of Slack: words and files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/json_read.hpp"
#include "adapters/slack/slack.hpp"
#include "dialogs/event.hpp"

namespace linli::adapters::slack {

// Whether a message of this subtype was written by somebody, and is not news of the channel.
bool is_words(std::string_view subtype);

// Nothing when there is neither text nor a file. reply_to names the first message of the thread:
// Slack does not say which one in it is answered.
std::optional<said> read_message(const json& message, std::string_view channel, std::string_view own_user,
                                 const settings& app);

// Empty in most messages: Slack gives the id alone.
std::string name_of_user(const json& message);

// The path of a file below files_url, so that the token can go to no other host; empty when the
// file lies elsewhere. Addresses at Slack's own host are taken for files_url's as well.
std::string file_path(std::string_view address, const settings& app);

// A handle is such a path, or this and a file's id where its address must be asked for first.
inline constexpr std::string_view ask_first = "info:";

inline constexpr std::string_view slack_files = "https://files.slack.com";

}  // namespace linli::adapters::slack
