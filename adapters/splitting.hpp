// A text that is longer than a platform carries, cut where a reader would pause.
//
// Borders in the order of preference: a blank line, a line, a sentence, a word, a cluster. A border
// is taken in the second half of what fits; never inside a character. White space at a cut and at
// the ends is dropped, everything else arrives in order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"

namespace linli::adapters {

// What `text` measures in that unit; for SMS the parts that the operator will send.
std::size_t length_in(std::string_view text, capabilities::unit unit);

// Pieces of at most `max` units, and at most `characters_max` code points each where that is not 0.
// `max` must be at least 4: no character is longer. An empty text has no piece.
std::vector<std::string> split_text(std::string_view text, std::size_t max, capabilities::unit unit,
                                    std::size_t characters_max = 0);

}  // namespace linli::adapters
