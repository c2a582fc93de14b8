// The trade that a kind of matter is of: "water" of "water.leak", which is its category in the taxonomy. Pure.
#pragma once

#include <string_view>

namespace linli {

constexpr std::string_view trade_of(std::string_view kind) { return kind.substr(0, kind.find('.')); }

// A drain that is blocked and the water that now comes out of it are one matter.
constexpr bool same_trade(std::string_view a, std::string_view b) { return trade_of(a) == trade_of(b); }

}  // namespace linli
