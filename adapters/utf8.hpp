// UTF-8 read character by character, without trust: what is not valid is one U+FFFD a byte.
//
// Clusters here are near what a reader sees as one character (marks, skin tones, joined emoji,
// flags); the table is small on purpose, since floor 1 has no ICU and a wrong border costs only
// looks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace linli::adapters {

struct code_point {
    char32_t value = 0;
    std::size_t size = 1;  // bytes
    bool valid = true;     // false: `value` is U+FFFD and `size` is 1
};

// `at` must be below text.size().
code_point read_utf8(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t value);

// UTF-16 code units, which is how Telegram and SMS count.
inline std::size_t utf16_units(char32_t value) { return value >= 0x10000 ? 2 : 1; }
std::size_t utf16_length(std::string_view text);

bool valid_utf8(std::string_view text);
std::string repaired_utf8(std::string_view text);

// Where the cluster that begins at `at` ends; at most 32 code points (a longer pile of marks is an
// attack, not a character).
std::size_t cluster_end(std::string_view text, std::size_t at);

// Bytes of the longest prefix of whole characters that is at most `bytes` long.
std::size_t prefix_within(std::string_view text, std::size_t bytes);

}  // namespace linli::adapters
