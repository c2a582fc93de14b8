// The bot's commands: whole messages that mean one thing ("help", "上一步", STOP).
#pragma once

#include <string_view>

#include "dialogs/understanding/folded.hpp"

namespace linli {

// The command that is the whole message, as reading::intent names it, or empty. Pure.
std::string_view read_command(const folded& text);

}  // namespace linli
