// A place that the same message takes back: "3栋…不对，是5栋", "打错了 应该是12栋", "not 3, it is 5".
//
// Only a place that stands right behind such words counts: "声音不对，5栋也是" corrects nothing.
// Pure.
#pragma once

#include <span>

#include "dialogs/buildings.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

// Puts what was meant into `found`, which holds the first place of the text; parts that the
// correction does not name stay. False when nothing is taken back.
bool correct_place(const folded& text, claims& taken, std::span<const building> known, place& found);

}  // namespace linli
