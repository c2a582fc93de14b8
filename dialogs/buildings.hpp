// The buildings of a community, and whether a place can be in one of them.
//
// Plain data from the configuration ([[community.buildings]]); what is not told there is never
// doubted. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/understanding/reading.hpp"

namespace linli {

struct building {
    std::string name;                // as a place names it: "3", "A", "B2"
    std::vector<std::string> units;  // its entrances (单元); empty: not told
    int floors = 0;                  // the number of the highest one; 0: not told
    int rooms = 0;                   // the number of the last flat on a floor; 0: not told
};

// The first part of a place that does not exist.
enum class misfit : std::uint8_t { none, building, unit, floor, room };

// nullptr when there is none of that name. With one building only, no name means that one.
const building* find_building(std::span<const building> known, std::string_view name);
// Nothing is doubted where `known` is empty.
misfit misfit_of(std::span<const building> known, const place& p);
// Whether the flat is sure to be there: its building is known with its floors, and it fits.
bool has_flat(std::span<const building> known, const place& p);

// What people read of many names: "1–12", "1–3, 5, A–D"; with 、 in Chinese.
std::string listed(std::span<const std::string> names, language l);
std::string listed(std::span<const building> known, language l);

// "12", "b2" and "007" as places name them: 12, B2, 7. Empty when nobody could write it as a
// building's or an entrance's name: that is a number, a letter, or both.
std::string name_in_places(std::string_view written);

}  // namespace linli
