// A text reduced to what matters for matching: one spelling for everything that means the same.
//
// Folding is NFKC, lower case, full-width to ASCII, traditional to simplified Chinese, common
// punctuation to ASCII, no apostrophes inside words, one space for many, and the taxonomy's
// spellings. Every folded character knows which byte of the source it came from, so that what is
// found can be quoted in the resident's own words. Pure; a `folder` is read from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/ascii.hpp"
#include "dialogs/taxonomy.hpp"

namespace linli {

struct folded {
    std::u32string chars;
    std::vector<std::uint32_t> from;  // byte of the source, one for each character and for the end
    std::string_view source;          // borrowed: the text that was folded must outlive this

    std::size_t size() const { return chars.size(); }
    char32_t at(std::size_t i) const { return i < chars.size() ? chars[i] : U'\0'; }
    // The words of the source behind the folded characters [begin, end), without spaces around.
    std::string_view words(std::size_t begin, std::size_t end) const;
};

class folder {
public:
    explicit folder(const std::vector<spelling>& spellings);

    // `text` is valid UTF-8, better still cleaned (text.hpp).
    folded fold(std::string_view text) const;

private:
    struct rule {
        std::u32string from;
        std::u32string to;
    };
    void respell(folded& text) const;

    std::vector<rule> rules_;        // by first character, the longest first
    std::uint64_t first_chars_ = 0;  // a bit for each first character, to skip most places
};

std::string fold(std::string_view text, const std::vector<spelling>& spellings);

constexpr bool is_letter(char32_t c) { return c >= U'a' && c <= U'z'; }  // of a folded text
constexpr bool is_word(char32_t c) { return is_digit(c) || is_letter(c); }
constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0x20000 && c <= 0x323AF);
}

}  // namespace linli
