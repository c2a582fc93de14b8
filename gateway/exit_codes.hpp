// What `linli` ends with; the README lists them, and scripts rely on them.
#pragma once

namespace linli::gateway::exit_code {

inline constexpr int good = 0;
inline constexpr int failed = 1;  // or something was found: a check that does not pass
inline constexpr int usage = 2;
inline constexpr int configuration = 3;
inline constexpr int not_running = 4;  // the command needs a running `linli serve`
inline constexpr int in_use = 5;       // another `linli serve` works on the same data

}  // namespace linli::gateway::exit_code
