#include <array>

#include "dialogs/understanding/address.hpp"

namespace linli {

std::size_t address_scanner::word_at(std::size_t i,
                                     std::initializer_list<std::u32string_view> words) const {
    for (const auto w : words)
        if (stands(text_, i, w) && !is_letter(text_.at(i + w.size()))) return i + w.size();
    return 0;
}

std::size_t address_scanner::skip_number_words(std::size_t i) const {
    i = skip_spaces(text_, i);
    if (const auto end = word_at(i, {U"number", U"no", U"num"});
        end > 0 && (text_.at(end) == U'.' || text_.at(end) == U' ' || is_digit(text_.at(end))))
        i = skip_spaces(text_, text_.at(end) == U'.' ? end + 1 : end);
    while (text_.at(i) == U'#' || text_.at(i) == U':' || text_.at(i) == U'.' ||
           text_.at(i) == U'-' || text_.at(i) == U' ')
        ++i;
    return i;
}

std::optional<address_scanner::token> address_scanner::english_name(std::size_t i) const {
    constexpr auto names = std::to_array<std::u32string_view>(
        {U"zero", U"one", U"two", U"three", U"four", U"five", U"six", U"seven", U"eight", U"nine",
         U"ten", U"eleven", U"twelve", U"thirteen", U"fourteen", U"fifteen"});
    for (std::size_t n = 1; n < names.size(); ++n)
        if (const auto end = word_at(i, {names[n]})) return token{std::to_string(n), end};
    if (is_digit(text_.at(i))) {
        auto t = number_token(i, most_building_digits);
        if (t && is_letter(text_.at(t->end)) && !is_word(text_.at(t->end + 1)))
            t = token{t->text + static_cast<char>(text_.at(t->end) - 32), t->end + 1};
        if (!t || is_word(text_.at(t->end)) || counts(t->end)) return std::nullopt;
        return t;
    }
    auto t = letter_at(i);
    if (!t) return std::nullopt;
    const char32_t c = text_.at(i);  // "building a fence", "the building I live in"
    const auto behind = skip_spaces(text_, t->end);
    const bool capital = text_.source[text_.from[i]] >= 'A' && text_.source[text_.from[i]] <= 'Z';
    if ((c == U'a' || c == U'i') && is_letter(text_.at(behind)) && !(capital && c == U'a'))
        return std::nullopt;
    return t;
}

bool address_scanner::english() {
    if (!is_letter(text_.at(at_))) return false;
    const auto start = at_;
    if (auto end = word_at(at_, {U"building", U"block", U"blk", U"tower", U"bldg"}))
        return english_building(start, end);
    if (auto end = word_at(at_, {U"unit"})) return english_unit(end);
    if (auto end = word_at(at_, {U"entrance", U"stair"})) {
        const auto t = number_token(skip_number_words(end), most_unit_digits);
        if (!t || !is_digit(text_.at(t->end - 1)) || is_word(text_.at(t->end))) return false;
        keep(found_.unit, *t);
        at_ = t->end;
        return true;
    }
    if (auto end = word_at(at_, {U"flat", U"apartment", U"apt", U"room", U"rm", U"suite"}))
        return english_flat(start, end);
    return false;
}

bool address_scanner::english_building(std::size_t start, std::size_t end) {
    const auto i = skip_number_words(end);
    if (text_.at(i) != U'\0' && is_digit(text_.at(i)) && dashed_from(i)) return true;
    const auto name = english_name(i);
    if (!name) return false;
    if (any_at(name->end, {U" to ", U"-", U" and "}) && number_behind(name->end)) {
        const auto r = text_.at(name->end) == U'-' ? room_at(name->end + 1) : std::nullopt;
        if (!r) return false;
    }
    for (const auto verb : {U"cars ", U"to ", U"dont ", U"bikes ", U"they "})
        if (stands_before(text_, start, verb) && stands(text_, start, U"block")) return false;
    keep(found_.building, *name);
    at_ = name->end;
    if (const auto r = room_at(skip_joints(at_)); r && !counts(r->end)) {
        keep(found_.room, *r);
        at_ = r->end;
    } else if (found_.room.empty()) {
        room_before(start);
    }
    return true;
}

bool address_scanner::dashed_from(std::size_t i) {
    const auto start = at_;
    at_ = i;
    if (dashed()) return true;
    at_ = start;
    return false;
}

bool address_scanner::number_behind(std::size_t i) const {
    while (i < text_.size() &&
           (is_letter(text_.at(i)) || text_.at(i) == U' ' || text_.at(i) == U'-'))
        ++i;
    return is_digit(text_.at(i));
}

void address_scanner::room_before(std::size_t start) {
    std::size_t end = start;
    while (end > 0 && (text_.chars[end - 1] == U' ' || text_.chars[end - 1] == U',')) --end;
    std::size_t begin = end;
    while (begin > 0 && is_digit(text_.chars[begin - 1])) --begin;
    if (begin > 0 && is_word(text_.chars[begin - 1])) return;
    if (const auto r = room_at(begin); r && r->end == end && !owned(begin)) keep(found_.room, *r);
}

bool address_scanner::english_unit(std::size_t end) {
    const auto i = skip_number_words(end);
    if (const auto r = room_at(i)) {
        keep(found_.room, *r);
        at_ = r->end;
        return true;
    }
    const auto u = english_name(i);
    if (!u) return false;
    const bool lettered = u->text.size() > 1 && u->text.back() >= 'A';  // unit 12B is a flat
    keep(lettered ? found_.room : found_.unit, *u);
    at_ = u->end;
    if (const auto r = room_at(skip_joints(at_)); r && !counts(r->end)) {
        keep(found_.room, *r);
        at_ = r->end;
    }
    return true;
}

bool address_scanner::english_flat(std::size_t start, std::size_t end) {
    for (const auto kind : {U"living ", U"bath ", U"bed ", U"meeting ", U"control ", U"guard ",
                            U"store ", U"plant ", U"pump "})
        if (stands_before(text_, start, kind)) return false;
    const auto i = skip_number_words(end);
    if (!is_digit(text_.at(i))) return english_lettered_flat(i);
    if (dashed_from(i)) return true;
    const auto n = number_at(text_, i);
    if (!n || n->digits.size() > most_room_digits || taken_.taken(i)) return false;
    token t{n->digits, n->end};
    if (is_letter(text_.at(t.end)) && !is_word(text_.at(t.end + 1)))
        t.text += static_cast<char>(text_.at(t.end++) - 32);
    if (is_word(text_.at(t.end))) return false;
    keep(found_.room, t);
    at_ = t.end;
    return true;
}

bool address_scanner::english_lettered_flat(std::size_t i) {
    if (!is_letter(text_.at(i))) return false;
    const char first = text_.source[text_.from[i]];
    token t{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
    while (is_digit(text_.at(t.end)) && t.text.size() < most_room_digits)
        t.text += static_cast<char>(text_.at(t.end++));
    if (is_word(text_.at(t.end)) || first < 'A' || first > 'Z') return false;
    if (t.text == "I" || (t.text == "A" && is_letter(text_.at(skip_spaces(text_, t.end)))))
        return false;
    keep(found_.room, t);
    at_ = t.end;
    return true;
}

}  // namespace linli
