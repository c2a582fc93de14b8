// Points in time as plain data. Floor 0 has no clock: every instant arrives from outside.
#pragma once

#include <chrono>

namespace linli {

// UTC, milliseconds since 1970. Text for people is made from it by `calendar`.
using instant = std::chrono::sys_time<std::chrono::milliseconds>;
using span_of_time = std::chrono::milliseconds;

// "Never": later than every deadline, and still safe to add a year to.
inline constexpr instant never{std::chrono::milliseconds{253'402'300'800'000}};

}  // namespace linli
