#include "dialogs/understanding/levels.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

constexpr std::size_t longest = 6;  // characters: 地下十二层, more than anybody has

struct level {
    std::size_t end = 0;   // 0: there is none
    bool storey = false;   // 负二层, and not 负二
    bool letters = false;  // B2
};

bool any_at(const folded& text, std::size_t at, std::initializer_list<std::u32string_view> of) {
    return std::ranges::any_of(of, [&](std::u32string_view w) { return stands(text, at, w); });
}

level with_letter(const folded& text, std::size_t i) {
    const char32_t c = text.chars[i];
    if ((c != U'b' && c != U'p') || (i > 0 && is_word(text.chars[i - 1]))) return {};
    const char32_t n = text.at(i + 1);
    if (n < U'1' || n > U'9' || is_word(text.at(i + 2))) return {};
    if (text.at(i + 2) == U'层') return {i + 3, true, true};
    return {i + 2, false, true};
}

level below_ground(const folded& text, std::size_t i) {
    std::size_t at = 0;
    if (stands(text, i, U"地下"))
        at = i + 2;
    else if (stands(text, i, U"负"))
        at = i + 1;
    else if (text.chars[i] == U'-' && (i == 0 || !is_word(text.chars[i - 1])))
        at = i + 1;  // "3-2层" is none
    if (at == 0) return {};
    const auto n = number_at(text, at);
    if (!n || n->digits.size() > 1) return {};
    const bool storey = any_at(text, n->end, {U"层", U"楼"});
    return {n->end + storey, storey, false};
}

level level_at(const folded& text, std::size_t i) {
    if (i >= text.size()) return {};
    const auto lettered = with_letter(text, i);
    return lettered.end > 0 ? lettered : below_ground(text, i);
}

}  // namespace

std::size_t level_before(const folded& text, std::size_t end) {
    if (stands_before(text, end, U"地下")) return end - 2;
    const auto close = end > 0 && text.chars[end - 1] == U' ' ? end - 1 : end;  // "B2 garage"
    for (auto i = close > longest ? close - longest : 0; i < close; ++i)
        if (level_at(text, i).end == close) return i;
    return end;
}

std::size_t level_behind(const folded& text, std::size_t begin) {
    const auto found = level_at(text, skip_spaces(text, begin));
    const bool another = any_at(text, found.end, {U"栋", U"座", U"幢", U"号", U"单元", U"-", U"楼"});
    return found.end == 0 || (found.letters && another) ? begin : found.end;
}

std::string level_alone(const folded& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto found = level_at(text, i);
        const bool whole = found.letters && i == 0 && found.end == text.size();
        if (whole || (found.storey && !found.letters && is_han(text.chars[i])))
            return std::string(text.words(i, found.end));
    }
    return {};
}

}  // namespace linli
