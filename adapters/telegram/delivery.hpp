// A message of ours on its way to a Telegram chat: sent in pieces, edited in place, or taken back.
//
// next(job, replies) plays the replies through a small machine, so it holds no state of its own.
// Text goes out without parse_mode: what residents wrote is shown and never read as markup.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

step next_of_delivery(const settings& bot, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

}  // namespace linli::adapters::telegram
