// What is wrong with a file that an administrator wrote, in words that say what to do. All of it is
// collected, so that one run shows everything.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linli::gateway {

struct problem {
    std::string where;  // "linli.toml:12", or "environment LINLI_GATEWAY__LISTEN"
    std::string what;
    unsigned line = 0;  // of a file; 0: no line of it

    bool operator==(const problem&) const = default;
};

using problems = std::vector<problem>;

// "linli.toml:12: unknown key …", a line each.
std::string to_text(const problems& found);

// In the order in which they stand in the file.
void sort_by_line(problems& found);

// " (line 12)", or nothing where it is no line of the file.
std::string on_line(unsigned line);

// "; did you mean \"listen\"?", or nothing where no known word is near.
std::string meant(std::string_view given, std::span<const std::string_view> known);

}  // namespace linli::gateway
