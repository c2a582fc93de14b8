// Is the token good, where do updates go, and what may the bot do in the staff group: getMe,
// getWebhookInfo, getChat, getChatMember.
#pragma once

#include <vector>

#include "adapters/probing.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

probe_step next_probe(const settings& bot, const inquiry& about, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::telegram
