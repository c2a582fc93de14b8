// Makes a stranger's text safe to store, show and read.
//
// Pure and thread-safe. Characters are code points. Work is linear in the input, whatever it holds.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "dialogs/result.hpp"

namespace linli {

enum class text_error : std::uint8_t { bad_utf8 };
constexpr auto names_of(text_error) { return std::array<std::string_view, 1>{"bad_utf8"}; }

// NFC, at most `max_chars` characters, without spaces at the ends. Line ends become '\n' and tabs
// a space; other control characters, bidi controls, invisible characters (but for those that hold
// an emoji together) and noncharacters are dropped. `cut` says that the end was cut off, which
// happens between two visible characters. Fails when `utf8` is not UTF-8.
result<std::string, text_error> clean(std::string_view utf8, std::size_t max_chars, bool& cut);

// The number of characters of a valid UTF-8 text.
std::size_t count_chars(std::string_view utf8);

// Appends one character. `c` is a Unicode scalar value.
void append_utf8(std::string& to, char32_t c);

// Decodes the character at `at` and moves behind it; U+FFFFFFFF where there is no valid one.
char32_t next_char(std::string_view utf8, std::size_t& at);
inline constexpr char32_t no_char = 0xFFFFFFFF;

}  // namespace linli
