// Reads building, unit and room: the scanner behind place.hpp, split over five files.
//
// It walks over the text twice. First it tries, at every number or letter that could begin an
// address, the forms that say what they are: the Chinese ones (address_zh.cpp), the dashed ones
// (address.cpp) and the English ones (address_en.cpp). What these leave open is then looked for
// among the numbers that nobody has claimed, with only their shape and their neighbours to go by
// (address_bare.cpp). What counts, costs or owns a number stands in tables (address_context.cpp).
// Used once for one text, on one thread; borrows its arguments.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dialogs/buildings.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

inline constexpr std::size_t most_building_digits = 3;
inline constexpr std::size_t most_unit_digits = 2;
inline constexpr std::size_t least_room_digits = 3;  // a shorter number is a floor, a count, a bay
inline constexpr std::size_t most_room_digits = 4;

class address_scanner {
public:
    // `known` are the buildings that were described; a flat of theirs needs fewer words.
    address_scanner(const folded& text, claims& taken, std::span<const building> known = {})
        : text_(text), taken_(taken), known_(known) {}

    // Takes the characters of what it reads. Leaves `spot` and `floor` empty.
    place run();
    // The number or letter that is all of the text, as an answer to "which building?": 12, 十二,
    // "no. 12", A, twelve. Empty when it says anything else.
    std::string name_alone() const;

private:
    struct token {  // a number or a single letter, as it will be stored
        std::string text;
        std::size_t end = 0;
    };
    using words = std::initializer_list<std::u32string_view>;

    bool numeral(std::size_t i) const;

    // pieces
    std::optional<token> letter_at(std::size_t i) const;
    std::optional<token> number_token(std::size_t i, std::size_t most) const;
    // Three or four digits, and perhaps a letter: 1101, 0502, 1203a.
    std::optional<token> room_at(std::size_t i) const;
    // One or two digits and a letter, as flats are called in Hong Kong: 16e.
    std::optional<token> short_room_at(std::size_t i) const;
    // "12", "12a", "twelve", a letter: a building or an entrance, in English.
    std::optional<token> english_name(std::size_t i) const;
    bool any_at(std::size_t i, words of) const;
    // The end of the word that stands at `i` as a whole, 0 when none does.
    std::size_t word_at(std::size_t i, words of) const;
    bool capital(std::size_t i) const;
    // Behind the s of "11's roof" and "seven's roof"; else `end` itself.
    std::size_t skip_possessive(std::size_t end) const;
    std::size_t skip_joints(std::size_t i) const;
    std::size_t skip_number_words(std::size_t i) const;
    // Only what is still open is filled.
    void keep(std::string& field, const token& t);

    // neighbours
    // A number before one of these counts or costs something.
    bool counts(std::size_t i) const;
    // Something with a number of its own stands right before: bay B1203, 车位3-1203, model …
    bool owned(std::size_t i) const;
    // Money, a date or a denial stands right before: 收了我1205, paid 1205, not 904.
    bool disowned(std::size_t i) const;
    bool clock_time(std::size_t i) const;
    // things, workers: what follows a number that counts. Verbs end so as well, but for few.
    bool plural_noun_at(std::size_t i) const;
    // 1101, and not 1190, 2019 or 120: the flat's number on its floor is small.
    bool like_room(const token& t) const;
    // The Latin word before `i`, spaces skipped; empty where there is none.
    std::u32string_view word_before(std::size_t i, std::size_t* begin = nullptr) const;
    // lobby, lift, roof: what stands before "of 7" where 7 is a building.
    static bool place_noun(std::u32string_view word);
    bool place_before(std::size_t i) const;
    bool place_at(std::size_t i) const;

    // 3栋2单元1101
    // Behind the number of a building: its counter word. Returns its end, 0 when there is none.
    std::size_t building_word(std::size_t number_end, bool is_number) const;
    std::size_t number_of_building(std::size_t i) const;
    // 1到4号楼, 1-4号楼, 两栋楼都: a range or a count is no address.
    bool plural(std::size_t begin, std::size_t end) const;
    bool ranged(std::size_t begin) const;
    std::optional<token> chinese_name(std::size_t i, bool& is_number) const;
    std::optional<token> pinyin_number(std::size_t i) const;
    bool chinese();
    // 2单元, and 2门 or 2梯 behind a building.
    std::size_t unit_word(std::size_t number_end, bool behind_building) const;
    bool chinese_unit(std::size_t i, bool behind_building = false);
    bool paired_unit(std::size_t i);  // 8-2单元: building 8
    void unit_and_room(std::size_t i);
    // Behind a building or a unit: the flat, perhaps after a floor (11楼1101).
    void room_behind(std::size_t i);
    // 1101室, 房号1101, 我住1101.
    bool chinese_room();

    // 3-2-1101, B-1203, B1203
    bool dash(std::size_t i) const;
    bool dashed();
    bool three(const token& b, const token& u, std::size_t i);
    // 3/2/2026 is a date; 3-2-2026 is a flat on the twentieth floor, where Chinese is written.
    bool is_date(const token& b, const token& u, const token& r) const;
    bool take(const token& b, const token& r);
    // B1203: one letter of those that buildings have.
    bool joined(const token& b);
    // "B 1203": a capital letter, since "a 500 yuan fine" has none.
    bool spaced(const token& b, std::size_t i);

    // building 3 unit 2 flat 1101
    bool english();
    bool english_building(std::size_t start, std::size_t end);
    // 3 building, the 9th block, C tower
    bool english_building_after();
    bool dashed_from(std::size_t i);
    bool three_parts(std::size_t i) const;
    bool ranges(std::size_t i) const;
    bool verb_behind(std::size_t start) const;
    bool room_next(std::size_t i);  // "…, 1203", "… 16E"
    // "1203 tower B"
    void room_before(std::size_t start);
    // "9, unit 2", "12 entrance 1": the building is the number before.
    void building_before(std::size_t start);
    // "entrance 2 of 11", "flat 12 in D", "flat 805, no. 4"
    void building_behind(std::size_t end);
    bool english_unit(std::size_t start, std::size_t end);
    bool english_entrance(std::size_t start, std::size_t end);
    std::optional<token> ordinal_at(std::size_t i) const;  // second, 2nd
    bool ordinal_entrance();
    bool english_flat(std::size_t start, std::size_t end);
    // "flat B", "flat C12"
    bool english_lettered_flat(std::size_t i);

    // what nothing names
    void bare();
    bool begins_number(std::size_t i) const;
    bool bare_pair(std::size_t i);      // 7-2
    bool bare_building(std::size_t i);  // "the lobby of 7", "outside B"
    bool numbers_building(std::size_t i, std::size_t next) const;
    bool names_building(std::size_t i, const token& name) const;
    bool bare_room(std::size_t i);  // 对门1401
    // "twelve, 705" and "602, 11": the building stands beside its flat, alone in its clause.
    void bare_neighbour(std::size_t begin, std::size_t end);
    bool clause_start(std::size_t i) const;
    bool clause_end(std::size_t i) const;
    // the whole message is a flat, or begins with one
    void lone();
    // "3 2 1101" and nothing else.
    void lone_parts(std::size_t begin);
    // "3 1101" and "B 2 1101" anywhere, where such a flat is known.
    bool known_flat();

    const folded& text_;
    claims& taken_;
    std::span<const building> known_;
    place found_;
    std::size_t at_ = 0;  // where the scan stands
};

}  // namespace linli
