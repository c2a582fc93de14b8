#include "dialogs/understanding/floors.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "dialogs/understanding/numbers.hpp"

namespace linli {
namespace {

using words = std::u32string_view;

constexpr std::size_t most_digits = 2;

bool any_of(const folded& text, std::size_t at, std::initializer_list<words> of) {
    return std::any_of(of.begin(), of.end(), [&](words w) { return stands(text, at, w); });
}

bool any_before(const folded& text, std::size_t at, std::initializer_list<words> of) {
    return std::any_of(of.begin(), of.end(), [&](words w) { return stands_before(text, at, w); });
}

bool numeral(char32_t c) {
    constexpr words digits = U"零一二三四五六七八九十百两几";
    return is_digit(c) || (is_han(c) && digits.find(c) != digits.npos);
}

// "3到5楼", "3、4楼", "3-5楼": the number at `i` ends a range.
bool ends_range(const folded& text, std::size_t i) {
    constexpr words joints = U"到至-~,和";
    return i > 1 && joints.find(text.chars[i - 1]) != joints.npos && numeral(text.chars[i - 2]);
}

// What stands around may make it another word: 3楼梯, 18层楼, 一层冰, 上一层, 从一楼到六楼.
bool of_chinese_floor(const folded& text, std::size_t begin, std::size_t end) {
    const bool ordinal = any_before(text, begin, {U"第"});
    if (!ordinal &&
        any_before(text, begin, {U"负", U"共", U"有", U"高", U"到", U"地下", U"b", U"上", U"下", U"每", U"过", U"停"}))
        return false;
    if (any_of(text, end + 1, {U"到", U"至"})) return false;
    const bool layer = stands(text, begin, U"一层") && !any_before(text, begin, {U"栋", U"单元", U"楼", U"座"});
    if (layer && !ordinal) return false;
    if (stands(text, end, U"楼")) return !any_of(text, end + 1, {U"梯", U"栋", U"盘", U"宇", U"龄", U"房"});
    return stands(text, end, U"层") && (ordinal || !any_of(text, end + 1, {U"楼", U"高", U"以"}));
}

bool of_english_floor(const folded& text, std::size_t begin, std::size_t end) {
    if (any_before(text, begin, {U"floor ", U"level ", U"floor no. ", U"floor number "})) return !is_word(text.at(end));
    const auto plain = skip_spaces(text, end);  // "tower A 14 floor"; "14 floors" is how many
    if (plain > end && any_of(text, plain, {U"floor"}) && !is_word(text.at(plain + 5)) &&
        !numeral(text.at(skip_spaces(text, plain + 5))))  // "unit 2 floor 15"
        return true;
    if (!any_of(text, end, {U"st", U"nd", U"rd", U"th"})) return false;
    const auto next = skip_spaces(text, end + 2);
    return any_of(text, next, {U"floor", U"level", U"storey"}) && !any_of(text, next, {U"floors", U"levels"});
}

std::optional<int> value_of(const number& n) {
    if (n.digits.size() > most_digits) return std::nullopt;
    const int value = std::stoi(n.digits);
    return value > 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string read_floor(const folded& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!numeral(text.chars[i]) || (i > 0 && numeral(text.chars[i - 1]))) continue;
        const auto n = number_at(text, i);
        if (!n) continue;
        const auto value = value_of(*n);
        if (!value || text.chars[i] == U'两' || ends_range(text, i)) continue;
        const auto end = skip_spaces(text, n->end);
        if (of_chinese_floor(text, i, end) || of_english_floor(text, i, n->end)) return std::to_string(*value);
    }
    return {};
}

}  // namespace linli
