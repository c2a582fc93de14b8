// The words of a text as full-text search knows them. Chinese has no spaces, and most of its words have
// two characters, so a run of Chinese stands as its pairs: 厨房漏水 is
// 厨房 房漏 漏水, and its last character once more, so that a single one is found wherever it stands.
//
// Pure. Texts are folded first (folded.hpp). A term holds letters and digits alone, whatever the text
// held, so it can be put between quotes into any query. Long numbers are no terms: they are phones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linli {

// For the index: the terms of a text, one space between two.
std::string search_terms(std::string_view text);

// For a question: its words, each as the terms that must stand one behind another. At most
// `search_words_max`; without small words (the, in) and without counters behind a number (栋, 单元).
struct search_word {
    std::vector<std::string> terms;
    bool begins = false;  // a single Chinese character: the term only begins so
};
inline constexpr std::size_t search_words_max = 12;
std::vector<search_word> search_words(std::string_view text);

// A part of a place as one term: tag "b" and "12" are "b12". Empty for an empty value.
std::string place_term(std::string_view tag, std::string_view value);

}  // namespace linli
