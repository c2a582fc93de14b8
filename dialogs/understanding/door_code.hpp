// The place in a link or printed code that opens the chat: "/start b3-u2-r1101", as a poster at a door says it
// (docs/channels/telegram.md). Building first, then entrance and flat as far as they are told:
//   payload = "b" name [ "-u" number ] [ "-r" name ]    name: up to 5 letters and digits
#pragma once

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

// Empty when the text is no such command, or its payload is anything else. Pure.
place door_place(const folded& text);

}  // namespace linli
