// What `linli doctor` found: one line a check, what is wrong and what to do about it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linli::gateway::doctor {

enum class state : std::uint8_t {
    good,
    wrong,   // somebody must do something
    unsaid,  // nobody can tell, or there is nothing to judge
};
constexpr auto names_of(state) { return std::array<std::string_view, 3>{"good", "wrong", "unsaid"}; }

struct check {
    std::string subject;  // "machine", "database", "channel tg"
    std::string aspect;   // "disk", "webhook"
    state how = state::good;
    std::string what;
    std::string remedy;  // empty where nothing is to be done
};

using report = std::vector<check>;

}  // namespace linli::gateway::doctor
