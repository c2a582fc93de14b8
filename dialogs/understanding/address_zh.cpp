#include <algorithm>
#include <array>

#include "dialogs/understanding/address.hpp"

namespace linli {

std::size_t address_scanner::building_word(std::size_t number_end, bool is_number) const {
    const auto i = skip_spaces(text_, number_end);
    if (stands(text_, i, U"号楼")) return i + 2;
    if (is_number && any_at(i, {U"#楼", U"#栋"})) return i + 2;
    if (is_number && text_.at(i) == U'#' && i == number_end) return i + 1;
    if (any_at(i, {U"栋", U"幢"})) return i + 1 + (text_.at(i + 1) == U'楼' ? 1 : 0);
    if (text_.at(i) == U'座' && !any_at(i + 1, {U"位", U"桥", U"车", U"椅", U"机", U"的车"}))
        return i + 1;
    if (is_number && text_.at(i) == U'号') {  // 3号2单元: only where a unit or flat follows
        const auto next = skip_joints(i + 1);
        if (const auto u = number_token(next, most_unit_digits);
            u && stands(text_, skip_spaces(text_, u->end), U"单元"))
            return i + 1;
        if (const auto r = room_at(next); r && any_at(r->end, {U"室", U"房"})) return i + 1;
    }
    return 0;
}

bool address_scanner::plural(std::size_t begin, std::size_t end) const {
    if (begin >= 2 && numeral(begin - 2)) {
        constexpr std::u32string_view ranges = U"到至-~、,和";
        if (ranges.find(text_.chars[begin - 1]) != ranges.npos) return true;
    }
    if (text_.chars[begin] == U'两' || text_.chars[begin] == U'几') return true;
    return any_at(end, {U"都", U"全都"}) && text_.chars[end - 1] == U'楼' &&
           text_.chars[begin] != U'第' && stands(text_, end - 2, U"栋楼");
}

bool address_scanner::chinese() {
    auto t = number_token(at_, most_building_digits);
    const bool is_number = t.has_value();
    if (!t) t = letter_at(at_);
    if (!t && is_letter(text_.at(at_)) && is_digit(text_.at(at_ + 1))) {  // A1栋
        if (const auto n = number_token(at_ + 1, most_unit_digits))
            t = token{static_cast<char>(text_.at(at_) - 32) + n->text, n->end};
    }
    if (t && is_number && is_letter(text_.at(t->end)) && !is_word(text_.at(t->end + 1)) &&
        building_word(t->end + 1, true) > 0)  // 3A栋
        t = token{t->text + static_cast<char>(text_.at(t->end) - 32), t->end + 1};
    if (t) {
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
    return chinese_unit(at_) || chinese_room();
}

bool address_scanner::chinese_unit(std::size_t i) {
    auto u = number_token(i, most_unit_digits);
    if (!u) u = letter_at(i);
    if (!u) return false;
    const auto word = skip_spaces(text_, u->end);
    if (!stands(text_, word, U"单元")) return false;
    keep(found_.unit, *u);
    at_ = word + 2;
    room_behind(at_);
    return true;
}

void address_scanner::unit_and_room(std::size_t i) {
    const auto next = skip_joints(i);
    if (chinese_unit(next)) return;
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
    const auto r = room_at(next);
    if (!r || (counts(r->end) && !any_at(r->end, {U"户主", U"户的"}))) return;
    keep(found_.room, *r);
    at_ = r->end;
}

bool address_scanner::chinese_room() {
    const auto r = room_at(at_);
    if (!r) return false;
    const bool named =
        any_at(r->end, {U"室", U"房", U"号房", U"号室", U"号业主", U"业主", U"住户"});
    constexpr auto heads = std::to_array<std::u32string_view>(
        {U"房号", U"室号", U"门牌", U"门牌号", U"我住", U"住在", U"家住", U"我家", U"我是", U"房间",
         U"房间号", U"房号是", U"房号:", U"住", U"我们家"});
    const bool headed = !counts(r->end) && std::any_of(heads.begin(), heads.end(), [&](auto w) {
        return stands_before(text_, at_, w) ||
               (at_ > 0 && text_.chars[at_ - 1] == U' ' && stands_before(text_, at_ - 1, w));
    });
    if (!named && !headed) return false;
    keep(found_.room, *r);
    at_ = r->end;
    return true;
}

}  // namespace linli
