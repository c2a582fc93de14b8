#include <algorithm>
#include <array>

#include "dialogs/understanding/address.hpp"
#include "dialogs/understanding/first_letters.hpp"

namespace linli {

std::size_t address_scanner::building_word(std::size_t number_end, bool is_number) const {
    const auto i = skip_spaces(text_, number_end);
    if (stands(text_, i, U"号楼")) return i + 2;
    if (stands(text_, i, U"号漏水")) return i + 2;  // 20号楼水管: 楼水 is a typo that folding mends
    if (is_number && any_at(i, {U"#楼", U"#栋"})) return i + 2;
    if (is_number && text_.at(i) == U'#' && i == number_end) return i + 1;
    if (any_at(i, {U"栋", U"幢"})) return i + 1 + (text_.at(i + 1) == U'楼' ? 1 : 0);
    if (text_.at(i) == U'座') {
        if (any_at(i + 1, {U"位", U"桥", U"椅", U"机", U"的车"})) return 0;
        const bool seats = is_number && text_.at(i + 1) == U'车' && text_.at(i + 2) != U'库';
        return seats ? 0 : i + 1;
    }
    if (!is_number) return 0;
    if (const auto end = word_at(i, {U"hao lou", U"haolou", U"dong"})) return end;
    return text_.at(i) == U'号' ? number_of_building(i) : 0;
}

// 3号2单元, 4号1701, 6号里: only where what follows belongs to a building, since the third of May
// is 3号 as well.
std::size_t address_scanner::number_of_building(std::size_t i) const {
    const auto next = skip_joints(i + 1);
    if (const auto u = number_token(next, most_unit_digits); u && unit_word(u->end, true) > 0) return i + 1;
    if (const auto r = room_at(next); r && (any_at(r->end, {U"室", U"房"}) || (like_room(*r) && !counts(r->end))))
        return i + 1;
    constexpr auto insides = std::to_array<std::u32string_view>(
        {U"里",     U"旁边", U"后头", U"前头", U"走道",   U"走廊", U"底楼", U"天井",   U"楼道", U"楼下", U"整个",
         U"一整幢", U"整幢", U"公用", U"楼梯", U"地下室", U"车棚", U"产权", U"的客人", U"老人", U"别墅"});
    return std::any_of(insides.begin(), insides.end(), [&](auto w) { return stands(text_, i + 1, w); }) ? i + 1 : 0;
}

bool address_scanner::ranged(std::size_t begin) const {
    if (begin < 2 || !numeral(begin - 2)) return false;
    if (is_digit(text_.chars[begin]) != is_digit(text_.chars[begin - 2])) return false;
    const char32_t joint = text_.chars[begin - 1];
    constexpr std::u32string_view ranges = U"到至-~、和";
    if (joint != U',') return ranges.find(joint) != ranges.npos;
    std::size_t first = begin - 1;  // "1,2号楼", but neither "1802,3栋" nor "三点二十,四栋"
    while (first > 0 && numeral(first - 1)) --first;
    if (begin - 1 - first > most_unit_digits || text_.chars[begin - 2] == U'百') return false;
    constexpr std::u32string_view others = U"点:之第";
    return first == 0 || others.find(text_.chars[first - 1]) == others.npos;
}

bool address_scanner::plural(std::size_t begin, std::size_t end) const {
    const bool dated = stands_before(text_, begin, U"月") && begin > 1 && numeral(begin - 2) &&
                       text_.chars[end - 1] == U'号';  // 3月12号
    if (ranged(begin) || dated) return true;
    if (text_.chars[begin] == U'两' || text_.chars[begin] == U'几') return true;
    constexpr std::u32string_view wholes = U"这那下整每某另同";  // 那一栋, 一下一栋全灭了
    if (text_.chars[begin] == U'一' && !numeral(begin + 1) && begin > 0 &&
        wholes.find(text_.chars[begin - 1]) != wholes.npos)
        return true;
    return any_at(end, {U"都", U"全都"}) && text_.chars[end - 1] == U'楼' && text_.chars[begin] != U'第' &&
           stands(text_, end - 2, U"栋楼");
}

// 12, 十二, shi er, B, A1, 3A
std::optional<address_scanner::token> address_scanner::chinese_name(std::size_t i, bool& is_number) const {
    auto t = number_token(i, most_building_digits);
    if (!t) t = pinyin_number(i);
    is_number = t.has_value();
    if (!t) t = letter_at(i);
    if (!t && is_letter(text_.at(i)) && is_digit(text_.at(i + 1))) {
        if (const auto n = number_token(i + 1, most_unit_digits))
            t = token{static_cast<char>(text_.at(i) - 32) + n->text, n->end};
    }
    if (t && is_number && is_letter(text_.at(t->end)) && !is_word(text_.at(t->end + 1)) &&
        building_word(t->end + 1, true) > 0)
        t = token{t->text + static_cast<char>(text_.at(t->end) - 32), t->end + 1};
    return t;
}

std::optional<address_scanner::token> address_scanner::pinyin_number(std::size_t i) const {
    static constexpr auto digits = std::to_array<std::u32string_view>(
        {U"yi", U"er", U"san", U"si", U"wu", U"liu", U"qi", U"ba", U"jiu"});  // and shi
    static constexpr first_letters begins(digits);
    if (!begins.may_begin(text_.at(skip_spaces(text_, i)))) return std::nullopt;
    constexpr int ten = 10;
    int value = 0;
    if (const auto end = word_at(i, {U"shi"})) {
        value = ten;
        i = end;
    }
    const auto next = skip_spaces(text_, i);
    for (std::size_t n = 0; n < digits.size(); ++n)
        if (const auto end = word_at(next, {digits[n]}))
            return token{std::to_string(value + static_cast<int>(n) + 1), end};
    return value == 0 ? std::nullopt : std::optional(token{std::to_string(value), i});
}

bool address_scanner::chinese() {
    bool is_number = false;
    if (const auto t = chinese_name(at_, is_number)) {
        if (const auto end = building_word(t->end, is_number); end > 0) {
            if (!plural(at_, end)) {
                keep(found_.building, *t);
                at_ = end;
                unit_and_room(end);
            } else {
                at_ = end;
            }
            return true;
        }
    }
    return paired_unit(at_) || chinese_unit(at_) || chinese_room();
}

std::size_t address_scanner::unit_word(std::size_t number_end, bool behind_building) const {
    const auto i = skip_spaces(text_, number_end);
    if (stands(text_, i, U"单元")) return i + 2;
    if (const auto end = word_at(i, {U"dan yuan", U"danyuan"})) return end;
    if (!behind_building || i != number_end || text_.at(number_end - 1) == U'两') return 0;
    if (text_.at(i) == U'门') return i + 1 + (any_at(i + 1, {U"洞", U"儿"}) ? 1 : 0);
    return text_.at(i) == U'梯' ? i + 1 : 0;
}

bool address_scanner::chinese_unit(std::size_t i, bool behind_building) {
    auto u = number_token(i, most_unit_digits);
    if (!u) u = pinyin_number(i);
    if (!u) u = letter_at(i);
    if (!u) return false;
    const auto end = unit_word(u->end, behind_building);
    if (end == 0) return false;
    keep(found_.unit, *u);
    at_ = end;
    room_behind(at_);
    return true;
}

bool address_scanner::paired_unit(std::size_t i) {
    if (!is_digit(text_.at(i))) return false;
    const auto b = number_token(i, most_unit_digits);
    if (!b || text_.at(b->end) != U'-') return false;
    const auto u = number_token(b->end + 1, 1);
    const auto end = u ? unit_word(u->end, false) : 0;
    if (end == 0 || any_at(end, {U"都", U"全", U"停"})) return false;  // 1-3单元都停水: a range
    keep(found_.building, *b);
    return chinese_unit(b->end + 1);
}

void address_scanner::unit_and_room(std::size_t i) {
    const auto next = skip_joints(i);
    if (chinese_unit(next, true)) return;
    if (const auto u = number_token(next, most_unit_digits); u && text_.at(u->end) == U'-') {
        if (const auto r = room_at(u->end + 1); r && !counts(r->end)) {  // 3#2-1101
            keep(found_.unit, *u);
            keep(found_.room, *r);
            at_ = r->end;
            return;
        }
    }
    room_behind(i);
}

void address_scanner::room_behind(std::size_t i) {
    auto next = skip_joints(i);
    if (const auto floor = number_token(next, 2); floor && any_at(floor->end, {U"楼", U"层"})) {
        next = skip_joints(floor->end + 1);
        at_ = next;
    }
    auto r = room_at(next);
    if (r && counts(r->end) && !(like_room(*r) && stands(text_, r->end, U"户"))) r = std::nullopt;
    if (r && stands(text_, r->end, U"楼")) r = std::nullopt;  // 四五六楼
    if (!r && !stands(text_, i, U"#")) r = short_room_at(next);
    if (!r) {
        const auto n = number_token(next, 2);  // B座12室
        if (n && any_at(n->end, {U"室"}) && !any_at(n->end + 1, {U"一", U"二", U"两"})) r = n;
    }
    if (!r) return;
    keep(found_.room, *r);
    at_ = r->end;
}

bool address_scanner::chinese_room() {
    auto r = room_at(at_);
    if (!r) r = short_room_at(at_);  // 17B业主
    if (!r) return false;
    const bool named = any_at(r->end, {U"室", U"房", U"号房", U"号室", U"号业主", U"业主", U"住户"});
    static constexpr auto heads =
        std::to_array<std::u32string_view>({U"房号", U"室号", U"门牌", U"门牌号", U"我住", U"住在", U"家住", U"我家",
                                            U"我是", U"房间", U"房间号", U"房号是", U"房号:", U"住", U"我们家"});
    const bool headed = !counts(r->end) && std::any_of(heads.begin(), heads.end(), [&](auto w) {
        return stands_before(text_, at_, w) ||
               (at_ > 0 && text_.chars[at_ - 1] == U' ' && stands_before(text_, at_ - 1, w));
    });
    const bool mine = stands_before(text_, at_, U"我") && like_room(*r) && !counts(r->end) && !disowned(at_);
    const bool household = like_room(*r) && !disowned(at_) && stands(text_, r->end, U"户") &&
                           !any_at(r->end + 1, {U"人", U"家", U"居", U"数"});
    if (!named && !headed && !mine && !household) return false;
    keep(found_.room, *r);
    at_ = r->end;
    return true;
}

}  // namespace linli
