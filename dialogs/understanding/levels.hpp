// A level below ground: B2, 负二层, 地下3层, -1层, in front of a garage or behind it. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "dialogs/understanding/folded.hpp"

namespace linli {

// Where the level begins that ends right before `end`; `end` where none does.
std::size_t level_before(const folded& text, std::size_t end);
// Where the level ends that stands behind `begin`, blanks left out; `begin` where none does. "B2栋" is a building.
std::size_t level_behind(const folded& text, std::size_t begin);
// 负一层 says where by itself; B2 does where nothing else is said. Empty: there is none.
std::string level_alone(const folded& text);

}  // namespace linli
