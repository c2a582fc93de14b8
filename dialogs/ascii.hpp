// Digits and blanks of ASCII, for texts that are UTF-8: no byte of a longer character is one. Pure.
#pragma once

#include <algorithm>
#include <string_view>

namespace linli {

constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }  // of a byte as well as a character

// At least one digit, and nothing else.
constexpr bool all_digits(std::string_view s) { return !s.empty() && s.find_first_not_of("0123456789") == s.npos; }

constexpr std::size_t leading_digits(std::string_view s) {
    return std::min(s.find_first_not_of("0123456789"), s.size());
}

constexpr std::string_view trimmed_front(std::string_view s, std::string_view blanks = " ") {
    s.remove_prefix(std::min(s.find_first_not_of(blanks), s.size()));
    return s;
}

constexpr std::string_view trimmed_back(std::string_view s, std::string_view blanks = " ") {
    return s.substr(0, s.find_last_not_of(blanks) + 1);  // npos + 1: nothing is left
}

constexpr std::string_view trimmed(std::string_view s, std::string_view blanks = " ") {
    return trimmed_back(trimmed_front(s, blanks), blanks);
}

}  // namespace linli
