// What a text is made of, as numbers that a linear model can weigh.
//
// Chinese is cut into characters, pairs and triples, and pairs with one character between; Latin
// words into their stem, pairs of stems, and pieces of three and four letters (typos, pinyin);
// marks and the length count too. A piece is known by its hash alone. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dialogs/understanding/folded.hpp"

namespace linli {

struct feature {
    std::uint64_t hash = 0;
    float weight = 0;
};

// Appends the pieces of `text`, whose addresses, numbers and codes are masked. A piece that stands
// twice is appended twice; `settle` makes one of it.
void cut(const folded& text, std::vector<feature>& out);

// A feature that is no piece of text: "rule:water.leak", "has:place".
feature named(std::string_view kind, std::string_view name, float weight);

// Each hash once, sorted; scaled to length one, so that a story weighs no more than a cry.
void settle(std::vector<feature>& features);

}  // namespace linli
