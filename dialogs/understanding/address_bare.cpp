// What nothing names: a pair, a building or a flat of which only the number is said.
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "dialogs/understanding/address.hpp"

namespace linli {
namespace {

constexpr int highest_bare_building = 60;
constexpr char most_bare_units = '4';  // 9-7 is a score or a time before it is an entrance
constexpr char last_bare_letter = 'H';

// Before a building that goes by its number alone. Those that tell times as well need a word for
// a place before them ("the ramp by 11", not "home by 11"), and on 6 is on the sixth floor.
enum class needs : std::uint8_t { nothing, noun, letter };
struct preposition {
    std::u32string_view word;
    needs what = needs::nothing;
};
constexpr auto prepositions = std::to_array<preposition>({{U"outside"},
                                                          {U"behind"},
                                                          {U"beside"},
                                                          {U"near"},
                                                          {U"below"},
                                                          {U"beneath"},
                                                          {U"opposite"},
                                                          {U"underneath"},
                                                          {U"inside"},
                                                          {U"under"},
                                                          {U"in"},
                                                          {U"of", needs::noun},
                                                          {U"by", needs::noun},
                                                          {U"at", needs::noun},
                                                          {U"on", needs::letter}});

// What has numbers of its own, so that "phone number 4" is no building.
constexpr auto number_owners = std::to_array<std::u32string_view>(
    {U"a",      U"the",     U"any",      U"same",      U"my",     U"your",     U"his",   U"her",     U"their",
     U"our",    U"phone",   U"mobile",   U"contact",   U"flat",   U"room",     U"apt",   U"unit",    U"floor",
     U"door",   U"window",  U"entrance", U"staircase", U"lift",   U"elevator", U"gate",  U"parking", U"bay",
     U"lot",    U"space",   U"bus",      U"case",      U"ticket", U"order",    U"item",  U"option",  U"question",
     U"card",   U"badge",   U"id",       U"account",   U"serial", U"model",    U"plate", U"meter",   U"camera",
     U"socket", U"charger", U"locker",   U"pole",      U"lamp",   U"button",   U"key"});

// Before an "in" or an "under" that speaks of time or age.
constexpr auto lasting = std::to_array<std::u32string_view>(
    {U"ends", U"back", U"ready", U"done", U"there", U"starts", U"due", U"leaves", U"kids", U"children"});

// Before a pair that is a range or a result.
constexpr auto pair_owners = std::to_array<std::u32string_view>(
    {U"between", U"page", U"score", U"scored", U"option", U"step", U"lost", U"won", U"ages", U"aged", U"size"});

constexpr auto floor_words = std::to_array<std::u32string_view>({U"floor", U"floors", U"level", U"levels"});

bool is_one_of(std::u32string_view word, std::span<const std::u32string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void address_scanner::bare() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (taken_.taken(i) || !begins_number(i)) continue;
        if (bare_pair(i) || bare_building(i) || bare_room(i)) {
            taken_.take(i, at_);
            i = at_ - 1;
        }
    }
}

// Not within 2.5, 12:30, B1-066, ¥1203 or a word.
bool address_scanner::begins_number(std::size_t i) const {
    if (!is_word(text_.at(i)) || i == 0) return is_word(text_.at(i));
    const char32_t before = text_.chars[i - 1];
    if (before == U':' || before == U'.' || before == U',')  // "9-2,1203": 9-2 is taken by now
        return i < 2 || !is_digit(text_.chars[i - 2]) || (before == U',' && taken_.taken(i - 2));
    constexpr std::u32string_view inside = U"-/+*~&$¥€£_@";
    return !is_word(before) && inside.find(before) == inside.npos;
}

bool address_scanner::bare_pair(std::size_t i) {
    if (!found_.building.empty() || !found_.unit.empty() || !is_digit(text_.at(i))) return false;
    const auto b = number_token(i, most_unit_digits);
    if (!b || text_.at(b->end) != U'-' || !is_digit(text_.at(b->end + 1))) return false;
    const auto u = number_token(b->end + 1, 1);
    if (!u || u->text[0] > most_bare_units) return false;
    const auto end = skip_possessive(u->end);
    if (is_word(text_.at(end)) || dash(end) || counts(u->end) || owned(i) || is_one_of(word_before(i), pair_owners))
        return false;
    const auto next = skip_spaces(text_, end);
    constexpr auto dates =
        std::to_array<std::u32string_view>({U"号", U"楼层", U"开学", U"放假", U"劳动节", U"国庆", U"儿童节", U"长假",
                                            U"假期", U"比分", U"班", U"to ", U"win"});
    if (std::any_of(dates.begin(), dates.end(), [&](auto w) { return stands(text_, next, w); }) ||
        (text_.at(next) == U'到' && is_digit(text_.at(next + 1))))
        return false;
    const bool rising = b->text.size() == 1 && b->text < u->text;  // 2-3 may be "two or three"
    if (rising && any_at(next, {U"层", U"家", U"秒", U"floor", U"level", U"more", U"big", U"other"})) return false;
    if (rising && (is_one_of(word_before(i), floor_words) || plural_noun_at(next))) return false;
    if (rising && text_.at(next) == U'楼' && !any_at(next + 1, {U"下", U"道", U"梯", U"顶", U"底"})) return false;
    keep(found_.building, *b);
    keep(found_.unit, *u);
    at_ = end;
    return true;
}

bool address_scanner::bare_building(std::size_t i) {
    if (!found_.building.empty()) return false;
    const auto at = any_at(i, {U"number", U"no"}) ? skip_number_words(i) : i;
    const auto name = english_name(at);
    if (!name || name->text.size() > most_unit_digits) return false;
    const auto end = skip_possessive(name->end);
    const auto next = skip_spaces(text_, end);
    if (is_word(text_.at(end)) || dash(end) || counts(name->end) ||
        any_at(next, {U"or ", U"of ", U"to ", U"%", U"out "}))
        return false;
    if (name->text[0] >= 'A') {
        if (!capital(at) || name->text[0] > last_bare_letter) return false;
        if (name->text == "A" && is_letter(text_.at(next)) && capital(next)) return false;
    } else {  // not "in 2h", "in one", "no one"
        if (name->text.back() >= 'A' || std::stoi(name->text) > highest_bare_building) return false;
        if (name->text == "1" && !is_digit(text_.at(at))) return false;
    }
    const bool numbered = at > i;
    if (numbered ? !numbers_building(i, next) : !names_building(i, *name)) return false;
    keep(found_.building, *name);
    at_ = end;
    return true;
}

// "number 4", but neither "phone number 4" nor "the number 4 bus".
bool address_scanner::numbers_building(std::size_t i, std::size_t next) const {
    return !is_one_of(word_before(i), number_owners) && !word_at(next, {U"bus", U"button", U"priority"});
}

bool address_scanner::names_building(std::size_t i, const token& name) const {
    const bool letter = name.text[0] >= 'A';
    const auto end = skip_possessive(name.end);
    const auto next = skip_spaces(text_, end);
    const bool owns = end > name.end;  // "5's lobby", "D's", "D lift"
    if (owns && place_at(next)) return true;
    if (letter && name.text != "A" && (owns || place_at(next))) return true;
    std::size_t begin = i;
    const auto word = word_before(i > 0 && text_.chars[i - 1] == U'#' ? i - 1 : i, &begin);
    const auto owner = word_before(begin);
    if (word == U"to") return owner == U"next";
    const auto by =
        std::find_if(prepositions.begin(), prepositions.end(), [&](const preposition& p) { return p.word == word; });
    if (by == prepositions.end()) return false;
    if (letter) return owner != U"grade";
    if (is_one_of(owner, lasting)) return false;
    if (place_before(begin)) return by->what != needs::letter;
    if (word == U"in" && plural_noun_at(next)) return false;
    const bool halves = name.text == "2" && !is_digit(text_.at(i));  // "torn in two"
    return by->what == needs::nothing && !halves;
}

bool address_scanner::bare_room(std::size_t i) {
    if (!found_.room.empty() || !is_digit(text_.at(i))) return false;
    const auto r = room_at(i);
    if (!r || is_letter(text_.at(r->end)) || !like_room(*r)) return false;
    const auto end = skip_possessive(r->end);
    if (dash(end) || counts(r->end) || owned(i) || disowned(i) || is_word(text_.at(end))) return false;
    keep(found_.room, *r);
    at_ = end;
    bare_neighbour(i, end);
    return true;
}

void address_scanner::bare_neighbour(std::size_t begin, std::size_t end) {
    if (!found_.building.empty()) return;
    std::size_t i = begin;
    while (i > 0 && text_.chars[i - 1] == U' ') --i;
    if (i > 0 && text_.chars[i - 1] == U',') {
        std::size_t first = i - 1;
        while (first > 0 && is_word(text_.chars[first - 1])) --first;
        if (clause_start(first)) building_before(begin);
    }
    if (!found_.building.empty() || text_.at(end) != U',') return;
    const auto at = skip_spaces(text_, end + 1);
    const auto name = english_name(at);
    if (!name || name->text.size() > most_unit_digits || !clause_end(name->end)) return;
    if (name->text[0] >= 'A' && !capital(at)) return;
    keep(found_.building, *name);
    at_ = name->end;
}

bool address_scanner::clause_start(std::size_t i) const {
    while (i > 0 && text_.chars[i - 1] == U' ') --i;
    constexpr std::u32string_view marks = U".,;:!?-(\n";
    return i == 0 || marks.find(text_.chars[i - 1]) != marks.npos;
}

bool address_scanner::clause_end(std::size_t i) const {
    constexpr std::u32string_view marks = U".,;!?)\n";
    return i >= text_.size() || (marks.find(text_.at(i)) != marks.npos && !is_digit(text_.at(i + 1)));
}

void address_scanner::lone() {
    const auto begin = skip_spaces(text_, 0);
    const auto r = room_at(begin);
    if (!r || !is_digit(text_.at(begin))) {
        if (found_.empty()) lone_parts(begin);
        return;
    }
    constexpr auto emergency =
        std::to_array<std::string_view>({"110", "119", "120", "122", "112", "999", "911", "995", "000"});
    if (std::find(emergency.begin(), emergency.end(), r->text) != emergency.end()) return;
    auto next = skip_spaces(text_, r->end);
    const bool alone = next >= text_.size() || (next + 1 == text_.size() && any_at(next, {U".", U"!", U","}));
    constexpr std::u32string_view indoors = U"卫厨客卧主次阳厕天马暖空没停漏渗楼下家的洗浴门窗墙墙水";
    if (text_.at(next) == U',') next = skip_spaces(text_, next + 1);
    const bool home = !counts(r->end) && next < text_.size() && indoors.find(text_.at(next)) != indoors.npos;
    if ((alone && like_room(*r)) || home) keep(found_.room, *r);  // not 666, 8848
}

void address_scanner::lone_parts(std::size_t begin) {
    const auto b = number_token(begin, most_unit_digits);
    if (!b || text_.at(b->end) != U' ') return;
    const auto second = skip_spaces(text_, b->end);
    const auto u = number_token(second, most_unit_digits);
    const auto r = room_at(u ? skip_spaces(text_, u->end) : second);
    if (!r || r->end != text_.size() || (u && text_.at(u->end) != U' ')) return;
    found_ = {b->text, u ? u->text : std::string(), r->text, {}};
}

bool address_scanner::known_flat() {
    if (known_.empty() || !found_.building.empty() || !begins_number(at_) || owned(at_) || disowned(at_)) return false;
    auto b = number_token(at_, most_building_digits);
    if (!b) b = letter_at(at_);
    if (!b || text_.at(b->end) != U' ') return false;
    auto next = skip_spaces(text_, b->end);
    const auto u = number_token(next, most_unit_digits);
    const bool with_unit = u && text_.at(u->end) == U' ';
    if (with_unit) next = skip_spaces(text_, u->end);
    const auto r = room_at(next);
    if (!r || counts(r->end) || dash(r->end) || is_digit(text_.at(skip_spaces(text_, r->end)))) return false;
    const place p{b->text, with_unit ? u->text : std::string(), r->text, {}};
    if (!has_flat(known_, p)) return false;
    found_ = p;
    at_ = r->end;
    return true;
}

std::string address_scanner::name_alone() const {
    auto i = skip_spaces(text_, 0);
    if (text_.at(i) == U'第') ++i;
    i = skip_number_words(i);
    auto name = number_token(i, most_room_digits);
    if (!name || is_letter(text_.at(name->end))) name = english_name(i);
    if (!name) return {};
    constexpr std::u32string_view behind = U" .,!~号吧了啊呀哦呢的";
    auto end = name->end;
    while (end < text_.size() && behind.find(text_.at(end)) != behind.npos) ++end;
    return end >= text_.size() ? name->text : std::string();
}

}  // namespace linli
