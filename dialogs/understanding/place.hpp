// Reads where something is: 十二栋, 12#, 3-2-1101, 3栋2单元1101, B座1203, tower B, building 3
// flat 12.
//
// A place is read where a counter word or the shape itself says so, and where a number that nothing
// else claims looks like one: 对门1401, 7-2 (building and entrance), "the lobby of 11". Phones,
// plates, prices, dates and counts are nobody's flat. Of several places the first one that is named
// counts, and later or unnamed ones fill only what it left open. Thread-safe after construction.
#pragma once

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

class place_reader {
public:
    explicit place_reader(const folder& fold);

    // `taken` marks phones, plates and codes; the address is marked too.
    place read(const folded& text, claims& taken) const;

private:
    std::string read_spot(const folded& text, bool building_known) const;

    lexicon spots_;  // the first `landmarks_` rules name one place, the others need a building
    std::uint32_t landmarks_ = 0;
};

}  // namespace linli
