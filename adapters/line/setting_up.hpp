// What is asked of LINE when the channel starts: is the token good, and where do events go.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/line/line.hpp"

namespace linli::adapters::line {

// The bot's info, the webhook that is registered, and ours where that is another. Whether webhooks
// are switched on at all only a person can change: the verdict's detail says so.
step next_of_set_up(const settings& bot, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::line
