// The version of this program, as CMakeLists.txt says it.
#pragma once

#include <string_view>

namespace linli::gateway {

inline constexpr std::string_view version = LINLI_VERSION;

}  // namespace linli::gateway
