#include <algorithm>
#include <array>

#include "dialogs/understanding/address.hpp"
#include "dialogs/understanding/first_letters.hpp"

namespace linli {
namespace {

constexpr std::initializer_list<std::u32string_view> building_words = {U"building", U"block", U"blk", U"tower",
                                                                       U"bldg"};
constexpr std::initializer_list<std::u32string_view> entrance_words = {U"entrance", U"stair",     U"staircase",
                                                                       U"ent",      U"stairwell", U"unit"};

// What the name or number behind it is of.
enum class part : std::uint8_t { building, house, unit, entrance, flat };
struct part_word {
    std::u32string_view word;
    part of;
};
constexpr auto part_words = std::to_array<part_word>({{U"building", part::building},
                                                      {U"block", part::building},
                                                      {U"blk", part::building},
                                                      {U"tower", part::building},
                                                      {U"bldg", part::building},
                                                      {U"house", part::house},
                                                      {U"unit", part::unit},
                                                      {U"entrance", part::entrance},
                                                      {U"stair", part::entrance},
                                                      {U"staircase", part::entrance},
                                                      {U"ent", part::entrance},
                                                      {U"flat", part::flat},
                                                      {U"apartment", part::flat},
                                                      {U"apt", part::flat},
                                                      {U"room", part::flat},
                                                      {U"rm", part::flat},
                                                      {U"suite", part::flat}});
constexpr words_by_letter part_words_by_letter(part_words, [](const part_word& w) { return w.word.front(); });

}  // namespace

std::size_t address_scanner::skip_number_words(std::size_t i) const {
    i = skip_spaces(text_, i);
    if (const auto end = word_at(i, {U"number", U"no", U"num"});
        end > 0 && (text_.at(end) == U'.' || text_.at(end) == U' ' || is_digit(text_.at(end))))
        i = skip_spaces(text_, text_.at(end) == U'.' ? end + 1 : end);
    while (text_.at(i) == U'#' || text_.at(i) == U':' || text_.at(i) == U'.' || text_.at(i) == U'-' ||
           text_.at(i) == U' ')
        ++i;
    return i;
}

std::optional<address_scanner::token> address_scanner::english_name(std::size_t i) const {
    static constexpr auto names = std::to_array<std::u32string_view>(
        {U"zero",     U"one",     U"two",     U"three",     U"four",     U"five",     U"six",
         U"seven",    U"eight",   U"nine",    U"ten",       U"eleven",   U"twelve",   U"thirteen",
         U"fourteen", U"fifteen", U"sixteen", U"seventeen", U"eighteen", U"nineteen", U"twenty"});
    static constexpr first_letters begin_names(names);
    const bool named = begin_names.may_begin(text_.at(i));
    for (std::size_t n = 1; named && n < names.size(); ++n) {
        if (!stands(text_, i, names[n])) continue;
        const auto end = i + names[n].size();
        if (!is_letter(text_.at(skip_possessive(end)))) return token{std::to_string(n), end};
    }
    if (is_digit(text_.at(i))) {
        auto t = number_token(i, most_building_digits);
        if (!t) return std::nullopt;
        if (skip_possessive(t->end) > t->end) return t;
        if (is_letter(text_.at(t->end)) && !is_word(text_.at(t->end + 1)) && !counts(t->end))
            t = token{t->text + static_cast<char>(text_.at(t->end) - 32), t->end + 1};
        if (is_word(text_.at(t->end)) || counts(t->end)) return std::nullopt;
        return t;
    }
    if (!is_letter(text_.at(i)) || is_word(text_.at(skip_possessive(i + 1)))) return std::nullopt;
    const token t{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
    const char32_t c = text_.at(i);  // "building a fence", "the building I live in"
    const auto behind = skip_spaces(text_, t.end);
    if ((c == U'a' || c == U'i') && is_letter(text_.at(behind)) && !(capital(i) && c == U'a')) return std::nullopt;
    return t;
}

bool address_scanner::english() {
    const auto start = at_;
    if (!is_word(text_.at(at_))) return false;
    if (ordinal_entrance() || english_building_after()) return true;
    for (const auto& w : part_words_by_letter.with(text_.at(at_))) {
        const auto end = word_at(at_, {w.word});
        if (end == 0) continue;
        switch (w.of) {
            case part::building:
                return english_building(start, end);
            case part::house:
                return !stands(text_, end, U" of") && english_building(start, end);
            case part::unit:
                return english_unit(start, end);
            case part::entrance:
                return english_entrance(start, end);
            case part::flat:
                return english_flat(start, end);
        }
    }
    return false;
}

bool address_scanner::english_building(std::size_t start, std::size_t end) {
    const auto i = skip_number_words(stands(text_, end, U" of ") ? end + 4 : end);
    if (text_.at(i) != U'\0' && is_digit(text_.at(i)) && dashed_from(i)) return true;
    if (is_digit(text_.at(i)) && found_.building.empty() && bare_pair(i)) {  // house 8-3
        room_next(at_);
        return true;
    }
    const auto name = english_name(i);
    if (!name) return false;
    if (ranges(name->end)) return false;
    if (stands(text_, start, U"block") && verb_behind(start)) return false;
    keep(found_.building, *name);
    at_ = skip_possessive(name->end);
    if (!room_next(at_) && found_.room.empty()) room_before(start);
    return true;
}

bool address_scanner::english_building_after() {
    auto name = ordinal_at(at_);
    if (!name) name = english_name(at_);
    if (!name || name->text.size() > most_unit_digits) return false;
    if (name->text[0] >= 'A' && !capital(at_)) return false;
    std::size_t i = name->end;
    if (text_.at(i) == U'-') ++i;
    i = skip_spaces(text_, i);
    auto end = word_at(i, building_words);
    if (end == 0 && name->text[0] >= 'A') end = word_at(i, {U"wing"});
    if (end == 0 || i == name->end) return false;
    const auto next = skip_number_words(end);
    const auto room = room_at(next);
    if ((english_name(next) && !(room && like_room(*room))) || stands(text_, end, U" of "))
        return false;  // unit 2 block 5
    if (name->text == "A" && stands(text_, i, U"building")) return false;
    if (name->text == "1" && !is_digit(text_.at(at_))) return false;  // "one block away"
    for (const auto counted : {U"all ", U"every ", U"other ", U"floor "})
        if (name->text[0] < 'A' && stands_before(text_, at_, counted)) return false;
    keep(found_.building, *name);
    const auto start = at_;
    at_ = end;
    if (!room_next(end) && found_.room.empty()) room_before(start);
    return true;
}

bool address_scanner::room_next(std::size_t i) {
    const auto next = skip_joints(i);
    auto r = room_at(next);
    if (!r && next > i) r = short_room_at(next);
    if (!r || counts(r->end)) return false;
    keep(found_.room, *r);
    at_ = r->end;
    return true;
}

bool address_scanner::dashed_from(std::size_t i) {
    const auto start = at_;
    at_ = i;
    if (dashed()) return true;
    at_ = start;
    return false;
}

// "blocks 1 to 4", "building 1-4", "tower 1 and 2"; not "tower B-1203", "tower 21 and I'm …".
bool address_scanner::ranges(std::size_t i) const {
    for (const std::u32string_view joint : {U" to ", U"-", U" and ", U" & "})
        if (stands(text_, i, joint) && is_digit(text_.at(i + joint.size()))) return !room_at(i + joint.size());
    return false;
}

// "ebikes block 2 doors", "to block A"; not "coming to block 5", "next to block B".
bool address_scanner::verb_behind(std::size_t start) const {
    std::size_t begin = start;
    const auto word = word_before(start, &begin);
    if (word == U"cars" || word == U"bikes" || word == U"they" || word == U"dont") return true;
    constexpr auto ways = std::to_array<std::u32string_view>(
        {U"next", U"coming", U"come", U"comes", U"close", U"back", U"went", U"go", U"belongs"});
    return word == U"to" && std::find(ways.begin(), ways.end(), word_before(begin)) == ways.end();
}

void address_scanner::room_before(std::size_t start) {
    std::size_t end = start;
    while (end > 0 && (text_.chars[end - 1] == U' ' || text_.chars[end - 1] == U',')) --end;
    std::size_t begin = end;
    while (begin > 0 && is_word(text_.chars[begin - 1])) --begin;
    if (owned(begin)) return;
    auto r = room_at(begin);
    if (!r) r = short_room_at(begin);
    if (r && r->end == end) keep(found_.room, *r);
}

void address_scanner::building_before(std::size_t start) {
    if (!found_.building.empty()) return;
    std::size_t end = start;
    constexpr std::u32string_view joints = U" ,(";
    while (end > 0 && joints.find(text_.chars[end - 1]) != joints.npos) --end;
    std::size_t begin = end;
    while (begin > 0 && is_word(text_.chars[begin - 1])) --begin;
    if (begin == end || taken_.taken(begin) || !begins_number(begin)) return;
    const auto name = english_name(begin);
    if (!name || name->end != end || name->text.size() > most_unit_digits) return;
    if (name->text[0] >= 'A' && !capital(begin)) return;
    for (const auto owner : {U"floor ", U"level ", U"lift ", U"no ", U"flat ", U"gate "})
        if (stands_before(text_, begin, owner)) return;
    found_.building = name->text;
    taken_.take(begin, end);
}

void address_scanner::building_behind(std::size_t end) {
    if (!found_.building.empty()) return;
    auto i = end;
    if (text_.at(i) == U',') ++i;
    const auto word = word_at(skip_spaces(text_, i), {U"of", U"in", U"at"});
    const auto start = skip_spaces(text_, word > 0 ? word : i);
    const auto name_at = skip_number_words(start);
    if (word == 0 && name_at == start) return;
    const auto name = english_name(name_at);
    if (!name || name->text.size() > most_unit_digits) return;
    if (name->text[0] >= 'A' && !capital(name_at)) return;
    keep(found_.building, *name);
    at_ = name->end;
}

std::optional<address_scanner::token> address_scanner::ordinal_at(std::size_t i) const {
    static constexpr auto ordinals =
        std::to_array<std::u32string_view>({U"first", U"second", U"third", U"fourth", U"fifth", U"sixth"});
    static constexpr first_letters begin_ordinals(ordinals);
    const bool named = begin_ordinals.may_begin(text_.at(i));
    for (std::size_t n = 0; named && n < ordinals.size(); ++n)
        if (const auto end = word_at(i, {ordinals[n]})) return token{std::to_string(n + 1), end};
    const auto n = is_digit(text_.at(i)) ? number_token(i, most_unit_digits) : std::nullopt;
    const auto end = n ? word_at(n->end, {U"st", U"nd", U"rd", U"th"}) : 0;
    return end > 0 ? std::optional(token{n->text, end}) : std::nullopt;
}

bool address_scanner::ordinal_entrance() {
    const auto t = ordinal_at(at_);
    if (!t) return false;
    const auto word = skip_spaces(text_, t->end);
    auto end = word_at(word, entrance_words);
    if (end == 0 && !found_.building.empty()) end = word_at(word, {U"door"});
    if (end == 0) return false;
    keep(found_.unit, *t);
    if (!stands(text_, end, U" of ")) building_before(at_);
    at_ = end;
    if (!room_next(at_)) building_behind(at_);
    return true;
}

bool address_scanner::english_entrance(std::size_t start, std::size_t end) {
    const auto i = skip_number_words(end);
    const auto t = english_name(i);
    if (!t || t->text.size() > most_unit_digits || t->text[0] >= 'A') return false;
    if (text_.at(t->end) == U'-') return false;  // "entrance 3-1" is a pair
    keep(found_.unit, *t);
    at_ = t->end;
    if (!stands(text_, at_, U" of ")) building_before(start);
    if (!room_next(at_)) building_behind(at_);
    return true;
}

// "unit 5-2-301" is building, unit and flat; "unit 2-301, building 5" begins with the unit.
bool address_scanner::three_parts(std::size_t i) const {
    const auto b = number_at(text_, i);
    const auto u = b && dash(b->end) ? number_at(text_, b->end + 1) : std::nullopt;
    return u && dash(u->end) && is_digit(text_.at(u->end + 1));
}

bool address_scanner::english_unit(std::size_t start, std::size_t end) {
    const auto i = skip_number_words(end);
    if (three_parts(i) && dashed_from(i)) return true;
    if (const auto r = room_at(i)) {
        keep(found_.room, *r);
        at_ = r->end;
        return true;
    }
    const auto u = english_name(i);
    if (!u) return false;
    const bool lettered = u->text.size() > 1 && u->text.back() >= 'A';  // unit 12B is a flat
    keep(lettered ? found_.room : found_.unit, *u);
    at_ = skip_possessive(u->end);
    building_before(start);
    if (!room_next(at_)) building_behind(at_);
    return true;
}

bool address_scanner::english_flat(std::size_t start, std::size_t end) {
    for (const auto kind :
         {U"living ", U"bath ", U"bed ", U"meeting ", U"control ", U"guard ", U"store ", U"plant ", U"pump "})
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
    building_before(start);
    building_behind(at_);
    return true;
}

bool address_scanner::english_lettered_flat(std::size_t i) {
    if (!is_letter(text_.at(i))) return false;
    const char first = text_.source[text_.from[i]];
    token t{std::string(1, static_cast<char>(text_.at(i) - 32)), i + 1};
    while (is_digit(text_.at(t.end)) && t.text.size() < most_room_digits)
        t.text += static_cast<char>(text_.at(t.end++));
    if (is_word(text_.at(t.end)) || first < 'A' || first > 'Z') return false;
    if (t.text == "I" || (t.text == "A" && is_letter(text_.at(skip_spaces(text_, t.end))))) return false;
    keep(found_.room, t);
    at_ = t.end;
    return true;
}

}  // namespace linli
