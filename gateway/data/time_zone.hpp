// The system's time zone database as the sorted table of UTC offsets that `calendar` computes with.
#pragma once

#include <string>
#include <vector>

#include "dialogs/cases/calendar.hpp"

namespace linli::gateway {

// Whether tzdata knows that name.
bool is_time_zone(const std::string& name);

// Every change of the offset between `from` and `to`; the first entry covers what was before.
// Throws std::runtime_error for a name that is no zone.
std::vector<offset_change> offsets_of(const std::string& name, instant from, instant to);

}  // namespace linli::gateway
