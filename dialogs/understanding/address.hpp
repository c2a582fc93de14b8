// Reads building, unit and room: the scanner behind place.hpp, split by language over three files.
//
// It walks over the text and tries, at every number or letter that could begin an address, the
// Chinese forms (address_zh.cpp), the dashed ones (address.cpp) and the English ones
// (address_en.cpp). Used once for one text, on one thread; borrows both arguments.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

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
    address_scanner(const folded& text, claims& taken) : text_(text), taken_(taken) {}

    // Takes the characters of what it reads. Leaves `spot` empty.
    place run();

private:
    struct token {  // a number or a single letter, as it will be stored
        std::string text;
        std::size_t end = 0;
    };

    bool numeral(std::size_t i) const;

    // pieces
    std::optional<token> letter_at(std::size_t i) const;
    std::optional<token> number_token(std::size_t i, std::size_t most) const;
    // Three or four digits, and perhaps a letter: 1101, 0502, 1203a.
    std::optional<token> room_at(std::size_t i) const;
    bool any_at(std::size_t i, std::initializer_list<std::u32string_view> words) const;
    // A number before one of these counts or costs something.
    bool counts(std::size_t i) const;
    // Something with a number of its own stands right before: bay B1203, 车位3-1203, model …
    bool owned(std::size_t i) const;
    // Only what is still open is filled.
    void keep(std::string& field, const token& t);
    std::size_t skip_joints(std::size_t i) const;

    // 3栋2单元1101
    // Behind the number of a building: its counter word. Returns its end, 0 when there is none.
    std::size_t building_word(std::size_t number_end, bool is_number) const;
    // 1到4号楼, 1-4号楼, 两栋楼都: a range or a count is no address.
    bool plural(std::size_t begin, std::size_t end) const;
    bool chinese();
    bool chinese_unit(std::size_t i);
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
    std::size_t word_at(std::size_t i, std::initializer_list<std::u32string_view> words) const;
    std::size_t skip_number_words(std::size_t i) const;
    std::optional<token> english_name(std::size_t i) const;
    bool english();
    bool english_building(std::size_t start, std::size_t end);
    bool dashed_from(std::size_t i);
    bool number_behind(std::size_t i) const;
    // "1203 tower B"
    void room_before(std::size_t start);
    bool english_unit(std::size_t end);
    bool english_flat(std::size_t start, std::size_t end);
    // "flat B", "flat C12"
    bool english_lettered_flat(std::size_t i);

    // the whole message is a flat, or begins with one
    void lone();
    // "3 2 1101" and nothing else.
    void lone_parts(std::size_t begin);

    const folded& text_;
    claims& taken_;
    place found_;
    std::size_t at_ = 0;  // where the scan stands
};

}  // namespace linli
