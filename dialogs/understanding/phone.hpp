// Phone numbers and licence plates in a folded text.
//
// Pure. A number is checked against a small table of country plans (phone.cpp), so that a price,
// a card number or a date is no phone; and a house number beside it is never taken for its digits.
#pragma once

#include <string>

#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/numbers.hpp"

namespace linli {

// The first phone number: "+8613800138000", or national digits as written without separators.
// Takes the characters of every number found. Empty when there is none.
std::string read_phone(const folded& text, claims& taken);

// The first plate: 京A12345, 京AD12345; after "plate" or 车牌 also other forms. Takes all.
std::string read_plate(const folded& text, claims& taken);

}  // namespace linli
