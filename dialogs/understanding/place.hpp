// Reads where something is: 十二栋, 12#, 3-2-1101, 3栋2单元1101, B座1203, tower B, building 3
// flat 12.
//
// A place is read where a counter word or the shape itself says so, and where a number that nothing
// else claims looks like one: 对门1401, 7-2 (building and entrance), "the lobby of 11". Phones,
// plates, prices, dates and counts are nobody's flat. Of several places the first one that is named
// counts, and later or unnamed ones fill only what it left open; but what stands behind "不对，是" or
// "not 3, it is" is what was meant (corrections.hpp). Where the buildings were described, "3 1201" is
// a place too, if there is such a flat. Thread-safe after construction.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/buildings.hpp"
#include "dialogs/understanding/corrections.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

struct place_found {
    place where;
    bool corrected = false;     // by words of the message
    bool nothing_else = false;  // stands in the message but these and the place
};

class place_reader {
public:
    place_reader(const folder& fold, std::vector<building> known);

    // `taken` marks phones, plates and codes; the address is marked too.
    place_found read(const folded& text, claims& taken) const;

private:
    std::vector<named_spot> landmarks_of(const folded& text, std::span<const rule_match> matches) const;
    std::string read_spot(const folded& text, std::span<const rule_match> matches, const claims& denied,
                          bool building_known) const;

    lexicon spots_;  // the first `landmarks_` rules name one place, the others need a building
    std::uint32_t landmarks_ = 0;
    std::vector<building> known_;
};

// The name that is all of an answer to "which building?", as places write it; else empty.
std::string lone_name(std::string_view text);

}  // namespace linli
