#include "dialogs/understanding/terms.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/text.hpp"

namespace linli {
namespace {

constexpr std::size_t long_number = 7;     // digits in a row: a phone without its prefix
constexpr std::size_t spaced_number = 10;  // with spaces or dashes between: 12-3-1201 has seven
constexpr std::size_t term_chars = 40;     // a longer run is no word of any language

constexpr std::array<std::string_view, 26> small_words{
    "a",  "an",   "and", "at", "did", "do",   "fixed", "flat", "floor", "for",  "how", "in", "is",
    "it", "last", "of",  "on", "or",  "room", "the",   "time", "to",    "unit", "was", "we", "were"};
constexpr std::array<std::string_view, 4> place_words{"block", "bldg", "building", "tower"};
constexpr std::u32string_view counters = U"栋幢座号楼单元室层户";

bool is_text(char32_t c) {
    if (c < 0x80) return is_word(c);
    return is_han(c) || u_isalnum(static_cast<UChar32>(c));
}

// A run of Chinese, or of letters and digits.
struct run {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool han = false;
    bool number = false;  // digits alone
};

std::vector<run> runs_of(const std::u32string& s) {
    std::vector<run> all;
    for (std::size_t i = 0; i < s.size();) {
        if (!is_text(s[i])) {
            ++i;
            continue;
        }
        run r{i, i, is_han(s[i]), true};
        while (r.end < s.size() && is_text(s[r.end]) && is_han(s[r.end]) == r.han)
            r.number = is_digit(s[r.end++]) && r.number;
        i = r.end;
        all.push_back(r);
    }
    return all;
}

// Numbers that are phones lose their runs.
void drop_phones(std::vector<run>& all) {
    for (std::size_t i = 0; i < all.size();) {
        std::size_t digits = 0, j = i;
        while (j < all.size() && all[j].number && (j == i || all[j].begin - all[j - 1].end <= 1))
            digits += all[j].end - all[j].begin, ++j;
        const bool one = j == i + 1 && digits >= long_number;
        const bool many = j > i + 1 && digits >= spaced_number;
        if (one || many)
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(j));
        else
            i = std::max(j, i + 1);
    }
}

std::string utf8(const std::u32string& s, std::size_t begin, std::size_t end) {
    std::string out;
    for (auto i = begin; i < std::min(end, begin + term_chars); ++i) append_utf8(out, s[i]);
    return out;
}

std::u32string folded_chars(std::string_view text) {
    static const folder plain{std::vector<spelling>{}};
    return plain.fold(text).chars;
}

bool one_of(std::string_view word, const auto& list) { return std::find(list.begin(), list.end(), word) != list.end(); }

}  // namespace

std::string search_terms(std::string_view text) {
    const auto chars = folded_chars(text);
    auto runs = runs_of(chars);
    drop_phones(runs);
    std::string out;
    const auto add = [&](std::size_t begin, std::size_t end) {
        if (!out.empty()) out += ' ';
        out += utf8(chars, begin, end);
    };
    for (const auto& r : runs) {
        if (!r.han) {
            add(r.begin, r.end);
            continue;
        }
        for (auto i = r.begin; i + 1 < r.end; ++i) add(i, i + 2);
        add(r.end - 1, r.end);
    }
    return out;
}

std::vector<search_word> search_words(std::string_view text) {
    const auto chars = folded_chars(text);
    auto runs = runs_of(chars);
    drop_phones(runs);
    std::vector<search_word> out;
    for (std::size_t k = 0; k < runs.size() && out.size() < search_words_max; ++k) {
        auto r = runs[k];
        search_word w;
        if (!r.han) {
            const auto word = utf8(chars, r.begin, r.end);
            if (one_of(word, small_words) || one_of(word, place_words)) continue;
            w.terms.push_back(word);
        } else {
            const bool counted = k > 0 && !runs[k - 1].han && runs[k - 1].end == r.begin;
            while (counted && r.begin < r.end && counters.find(chars[r.begin]) != counters.npos) ++r.begin;
            if (r.begin == r.end) continue;
            w.begins = r.end - r.begin == 1;
            if (w.begins) w.terms.push_back(utf8(chars, r.begin, r.end));
            for (auto i = r.begin; i + 1 < r.end && w.terms.size() < search_words_max; ++i)
                w.terms.push_back(utf8(chars, i, i + 2));
        }
        out.push_back(std::move(w));
    }
    return out;
}

std::string place_term(std::string_view tag, std::string_view value) {
    std::string out;
    const auto chars = folded_chars(value);
    for (const auto c : chars.substr(0, term_chars))
        if (is_text(c)) append_utf8(out, c);
    return out.empty() ? out : std::string(tag) + out;
}

}  // namespace linli
