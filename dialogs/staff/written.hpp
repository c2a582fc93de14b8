// What the readers of times, promises and amounts share: words in one spelling, and what stands in them.
// Pure; all take and give UTF-8.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/ascii.hpp"

namespace linli::staff {

constexpr bool letter(char c) { return c >= 'a' && c <= 'z'; }

using words_of = std::initializer_list<std::string_view>;
bool holds_any(std::string_view s, words_of words);
bool starts_with_any(std::string_view s, words_of words);
bool ends_with_any(std::string_view s, words_of words);
// Where the English word stands, not as a part of another: "noon", but not in "afternoon".
std::size_t find_word(std::string_view s, std::string_view word, std::size_t from = 0);

void replace_all(std::string& s, std::string_view from, std::string_view to);

// Lower case, with the digits and marks of ASCII for the full-width ones: "下午２点" is "下午2点".
std::string narrowed(std::string_view words);

// A number in Chinese digits: 三, 十二, 二十五, 两百, 一千二, 三万. Of 两三 the larger one.
struct numeral {
    int value = 0;
    std::size_t size = 0;  // bytes; 0: there is none
};
numeral numeral_at(std::string_view s);

// not_done.cpp: "没修，等配件", of work that is said to be done.
bool says_not_done(std::string_view words);

}  // namespace linli::staff
