// What is asked of Telegram when the channel starts: is the token good, and where do updates go.
#pragma once

#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

// Kinds of updates that we read, as a JSON array; the rest is not sent to us. chat_member reaches
// only a bot that is an administrator, and is what tells that a member of staff left a large group.
inline constexpr std::string_view allowed_updates =
    R"(["message","edited_message","callback_query","my_chat_member","chat_member"])";

// getMe, then setWebhook, or deleteWebhook when polling, then whether the staff group is a forum.
// Without a public address no webhook is registered: delivered, and `detail` says so.
step next_of_set_up(const settings& bot, const job& what, const std::vector<http_reply>& replies);

http_call delete_webhook_call(const settings& bot);

}  // namespace linli::adapters::telegram
