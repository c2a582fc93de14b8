// Where somebody is, as their platform tells it.
#pragma once

#include <string>
#include <string_view>

#include "adapters/json_read.hpp"

namespace linli::adapters {

// "30.123456,120.123456" of the two degrees in `object`; empty when they are not there, or are none.
std::string place_at(const json& object, std::string_view latitude = "latitude",
                     std::string_view longitude = "longitude");

}  // namespace linli::adapters
