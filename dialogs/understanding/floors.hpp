// The floor that a message names: 12楼, 第三层, "12th floor", "floor 12".
//
// One floor only: 3到5楼 and 两层楼 are none, and what lies below the ground is a spot (place.hpp).
// Pure.
#pragma once

#include <string>

#include "dialogs/understanding/folded.hpp"

namespace linli {

// In Arabic digits; empty when there is none.
std::string read_floor(const folded& text);

}  // namespace linli
