// What somebody who wrote a word that we do not know probably meant. Pure; any thread.
#pragma once

#include <span>
#include <string_view>

namespace linli {

// The known word that a slip of the finger explains, else one that holds `word` or is held by it: "polling" for
// "poll". Empty when none is near enough.
std::string_view closest_word(std::string_view word, std::span<const std::string_view> known);

}  // namespace linli
