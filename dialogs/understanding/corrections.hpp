// A place that the same message takes back: "3栋…不对，是5栋", "打错了 应该是12栋", "not 3, it is 5",
// "地点错了，是西门".
//
// Only a place that stands right behind such words counts: "声音不对，5栋也是" corrects nothing.
// Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dialogs/buildings.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

// A public spot that the text names: 西门, "gate 2", "the playground".
struct named_spot {
    std::size_t begin = 0;  // of the text, as far as its end
    std::size_t end = 0;
    std::string words;
};

struct correction {
    bool made = false;
    bool to_spot = false;       // what was meant is a spot and no address
    bool nothing_else = false;  // the whole text is "改成5栋": it says nothing of what is wrong
};

// Puts what was meant into `found`, which holds the first address of the text; parts that the
// correction does not name stay, but a spot stands alone. `denied` takes what was not meant. `spots`: those of the text
// that are places by themselves.
correction correct_place(const folded& text, claims& taken, claims& denied, std::span<const building> known,
                         std::span<const named_spot> spots, place& found);

}  // namespace linli
