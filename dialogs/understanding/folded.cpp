#include "dialogs/understanding/folded.hpp"

#include <unicode/unorm2.h>

#include <algorithm>
#include <array>

#include "dialogs/understanding/simplified.hpp"
#include "dialogs/understanding/text.hpp"

namespace linli {
namespace {

struct pair_of_chars {
    char32_t from;
    char32_t to;
};

constexpr auto simplified = [] {
    std::array<pair_of_chars, traditional_pairs.size() / 2> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = {traditional_pairs[2 * i], traditional_pairs[2 * i + 1]};
    std::sort(table.begin(), table.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    return table;
}();

constexpr auto punctuation = std::to_array<pair_of_chars>({
    {0x00B7, U'.'},
    {0x2010, U'-'},
    {0x2011, U'-'},
    {0x2012, U'-'},
    {0x2013, U'-'},
    {0x2014, U'-'},
    {0x2015, U'-'},
    {0x2018, U'\''},
    {0x2019, U'\''},
    {0x201C, U'"'},
    {0x201D, U'"'},
    {0x2212, U'-'},
    {0x3001, U','},
    {0x3002, U'.'},
});

template <class Table>
char32_t look_up(const Table& table, char32_t c) {
    const auto* found =
        std::lower_bound(table.begin(), table.end(), c, [](const auto& p, char32_t x) { return p.from < x; });
    return found != table.end() && found->from == c ? found->to : c;
}

// The compatible lower-case form of a rare character: ⑤ is 5, ㎡ is m2.
void append_compatible(folded& to, char32_t c, std::uint32_t from) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfkc = unorm2_getNFKCCasefoldInstance(&status);
    UChar in[2];
    int32_t n = 0;
    U16_APPEND_UNSAFE(in, n, static_cast<UChar32>(c));
    std::array<UChar, 32> out;  // the longest compatible form has 18 units
    const int32_t size = unorm2_normalize(nfkc, in, n, out.data(), static_cast<int32_t>(out.size()), &status);
    if (U_FAILURE(status)) return;
    for (int32_t i = 0; i < size;) {
        UChar32 part = 0;
        U16_NEXT(out.data(), i, size, part);
        to.chars.push_back(look_up(punctuation, static_cast<char32_t>(part)));
        to.from.push_back(from);
    }
}

void append_folded(folded& to, char32_t c, std::uint32_t from) {
    if (c < 0x80) {
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
        if (c == U'\t' || c == U'\r') c = U' ';
        if (c == U' ' && !to.chars.empty() && to.chars.back() == U' ') return;
    } else if (is_han(c)) {
        c = look_up(simplified, c);
    } else if (c > 0xFF00 && c < 0xFF5F) {  // full-width ASCII
        append_folded(to, c - 0xFEE0, from);
        return;
    } else if (const char32_t plain = look_up(punctuation, c); plain != c) {
        c = plain;
    } else if (c == 0xFE0F) {
        return;
    } else {
        append_compatible(to, c, from);
        return;
    }
    to.chars.push_back(c);
    to.from.push_back(from);
}

void drop_apostrophes(folded& text) {
    if (text.chars.find(U'\'') == std::u32string::npos) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.chars[i] == U'\'' && i > 0 && is_letter(text.chars[i - 1]) && is_letter(text.at(i + 1))) continue;
        text.chars[kept] = text.chars[i];
        text.from[kept++] = text.from[i];
    }
    text.chars.resize(kept);
    text.from.resize(kept);
}

folded fold_characters(std::string_view text) {
    folded out;
    out.source = text;
    out.chars.reserve(text.size());
    out.from.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const auto from = static_cast<std::uint32_t>(at);
        const char32_t c = next_char(text, at);
        if (c != no_char) append_folded(out, c, from);
    }
    drop_apostrophes(out);
    return out;
}

}  // namespace

std::string_view folded::words(std::size_t begin, std::size_t end) const {
    if (begin >= end || end > size()) return {};
    auto found = source.substr(from[begin], from[end] - from[begin]);
    constexpr std::string_view spaces = " \n\t";
    const auto first = found.find_first_not_of(spaces);
    if (first == std::string_view::npos) return {};
    return found.substr(first, found.find_last_not_of(spaces) - first + 1);
}

folder::folder(const std::vector<spelling>& spellings) {
    for (const auto& s : spellings) {
        auto from = fold_characters(s.from).chars;
        if (from.empty()) continue;
        first_chars_ |= std::uint64_t{1} << (from[0] & 63);
        rules_.push_back({std::move(from), fold_characters(s.to).chars});
    }
    std::stable_sort(rules_.begin(), rules_.end(), [](const rule& a, const rule& b) {
        return a.from[0] != b.from[0] ? a.from[0] < b.from[0] : a.from.size() > b.from.size();
    });
}

folded folder::fold(std::string_view text) const {
    folded out = fold_characters(text);
    out.from.push_back(static_cast<std::uint32_t>(text.size()));
    respell(out);
    return out;
}

void folder::respell(folded& text) const {
    folded out;
    std::size_t copied = 0;  // everything before it is in `out`
    const auto copy_to = [&](std::size_t end) {
        out.chars.append(text.chars, copied, end - copied);
        out.from.insert(out.from.end(), text.from.begin() + static_cast<std::ptrdiff_t>(copied),
                        text.from.begin() + static_cast<std::ptrdiff_t>(end));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text.chars[i];
        if ((first_chars_ >> (c & 63) & 1) == 0) continue;
        if (is_word(c) && i > 0 && is_word(text.chars[i - 1])) continue;
        auto found =
            std::lower_bound(rules_.begin(), rules_.end(), c, [](const rule& r, char32_t x) { return r.from[0] < x; });
        for (; found != rules_.end() && found->from[0] == c; ++found) {
            const std::size_t end = i + found->from.size();
            if (text.chars.compare(i, found->from.size(), found->from) != 0) continue;
            if (is_word(found->from.back()) && is_word(text.at(end))) continue;
            copy_to(i);
            out.chars += found->to;
            out.from.insert(out.from.end(), found->to.size(), text.from[i]);
            copied = end;
            i = end - 1;
            break;
        }
    }
    if (copied == 0) return;
    copy_to(text.size());
    out.from.push_back(text.from.back());
    out.source = text.source;
    text = std::move(out);
}

std::string fold(std::string_view text, const std::vector<spelling>& spellings) {
    std::string out;
    for (const char32_t c : folder(spellings).fold(text).chars) append_utf8(out, c);
    return out;
}

}  // namespace linli
