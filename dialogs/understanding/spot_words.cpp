#include "dialogs/understanding/spot_words.hpp"

#include <algorithm>
#include <array>

#include "dialogs/understanding/address.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

// On which side, beside what.
constexpr auto sides = std::to_array<words>(
    {U"旁边",      U"边上",      U"那边",       U"那儿",       U"对面",        U"附近",        U"中间",
     U"之间",      U"前面",      U"后面",       U"前边",       U"后边",        U"隔壁",        U"路口",
     U"拐角",      U"角落",      U"东侧",       U"西侧",       U"南侧",        U"北侧",        U"东边",
     U"西边",      U"南边",      U"北边",       U"东面",       U"西面",        U"南面",        U"北面",
     U"东头",      U"西头",      U"左手",       U"右手",       U"左边",        U"右边",        U"左侧",
     U"右侧",      U"尽头",      U"入口",       U"出口",       U"进去",        U"进来",        U"往里",
     U"往前",      U"外面",      U"楼前",       U"楼后",       U"门前",        U"楼下",        U"门口",
     U"楼顶",      U"behind",    U"beside",     U"next to",    U"near ",       U"opposite",    U"in front of",
     U"outside",   U"between",   U"corner",     U"left of",    U"right of",    U"on the left", U"on the right",
     U"east side", U"west side", U"south side", U"north side", U"across from", U"end of"});
constexpr words marks = U",.;!?\n~";

// Behind the last side, 0 when there is none.
std::size_t behind_sides(const folded& text) {
    std::size_t end = 0;
    for (const auto side : sides)
        if (const auto at = text.chars.rfind(side); at != text.chars.npos) end = std::max(end, at + side.size());
    return end;
}

// 从西门进去第一栋, 左手第二栋: counted on the way.
bool counted_on_the_way(const folded& text) {
    constexpr auto ways = std::to_array<words>({U"进去", U"进来", U"往里", U"往前", U"左手", U"右手", U"数"});
    const auto nth = text.chars.find(U"第");
    return nth != text.chars.npos && std::ranges::any_of(ways, [&](words w) { return text.chars.find(w) < nth; });
}

// Behind the address with which the text begins, 0 when it does not; 2号楼和3号楼中间 needs its first half.
std::size_t behind_address(const folded& text) {
    claims taken(text.size());
    address_scanner(text, taken).run();
    std::size_t end = skip_spaces(text, 0);
    while (end < text.size() && taken.taken(end)) ++end;
    if (end > 0 && text.at(end) == U'楼' && text.at(end - 1) == U'号') ++end;
    end = skip_spaces(text, end);
    if (text.at(end) == U'的' || text.at(end) == U',') end = skip_spaces(text, end + 1);
    constexpr auto joints = std::to_array<words>({U"和", U"与", U"跟", U"到", U"、", U"-", U"and ", U"to "});
    return std::ranges::any_of(joints, [&](words w) { return stands(text, end, w); }) ? 0 : end;
}

}  // namespace

spot_words words_beside(const place& read, std::string_view said) {
    static const folder plain({});
    if (!read.room.empty()) return {};
    const auto text = plain.fold(said);
    auto end = behind_sides(text);
    if (end == 0) return {};
    // 昨晚开始的, in another clause, is no place.
    while (end < text.size() && marks.find(text.chars[end]) == marks.npos) ++end;
    const bool on_the_way = counted_on_the_way(text);
    const auto begin = on_the_way ? 0 : std::min(behind_address(text), end);
    return {std::string(text.words(begin, end)), on_the_way};
}

std::string zone_in(std::string_view said) {
    static const folder plain({});
    const auto text = plain.fold(said);
    constexpr words around = U" .,!的了呢啊那边";
    auto end = text.size();
    while (end > 0 && around.find(text.chars[end - 1]) != around.npos) --end;
    const auto begin = skip_spaces(text, 0);
    const bool english = stands(text, begin, U"zone ") && end == begin + 6 && is_word(text.at(begin + 5));
    const bool chinese = end >= begin + 2 && end <= begin + 3 && text.at(end - 1) == U'区' && is_word(text.at(begin)) &&
                         (end == begin + 2 || is_word(text.at(begin + 1)));
    return english || chinese ? std::string(text.words(begin, end)) : std::string();
}

}  // namespace linli
