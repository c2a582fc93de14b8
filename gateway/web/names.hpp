// What members of the staff room are called: others act on a name, so that it must be there to be read, and be
// one person's. Pure.
#pragma once

#include <string>
#include <string_view>

namespace linli::gateway {

// As they typed it: one line, trimmed, without what is invisible or turns the direction of writing, at most 40
// characters. Empty where no letter and no digit is left.
std::string clean_name(std::string_view typed);

// Whether somebody who reads both could take one for the other: case, width, spaces and letters of another
// script that look the same make no difference. Both are clean.
bool look_alike(std::string_view one, std::string_view other);

}  // namespace linli::gateway
