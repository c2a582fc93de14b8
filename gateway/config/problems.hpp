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

    bool operator==(const problem&) const = default;
};

using problems = std::vector<problem>;

// "linli.toml:12: unknown key …", a line each.
std::string to_text(const problems& found);

// The known word that `given` was probably meant to be: at most a third of its letters differ.
// Empty when none is near.
std::string_view nearest(std::string_view given, std::span<const std::string_view> known);

}  // namespace linli::gateway
