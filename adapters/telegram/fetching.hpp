// Files that Telegram holds for us, and the answer to a tap.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

// getFile, then the download of the path that it names; at most 20 MB, Telegram's own limit.
step next_of_fetch(const settings& bot, const job& what, const std::vector<http_reply>& replies);

// answerCallbackQuery; one that comes too late is done all the same.
step next_of_tap(const settings& bot, const job& what, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::telegram
