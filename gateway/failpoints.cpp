#include "gateway/failpoints.hpp"

#ifdef LINLI_FAULTS

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>

namespace linli::gateway {

namespace {

struct kill_plan {
    std::string name;
    int at = 1;
};

kill_plan read_plan() {
    const char* set = std::getenv("LINLI_KILL_AT");
    if (!set) return {};
    const std::string_view text(set);
    const auto colon = text.find(':');
    kill_plan p{std::string(text.substr(0, colon)), 1};
    if (colon != std::string_view::npos) std::from_chars(text.data() + colon + 1, text.data() + text.size(), p.at);
    return p;
}

}  // namespace

void failpoint(std::string_view name) {
    static const kill_plan plan = read_plan();
    static std::atomic<int> reached{0};
    if (plan.name == name && ++reached == plan.at) std::raise(SIGKILL);
}

bool control(std::string_view name) {
    static const char* const set = std::getenv("LINLI_CONTROL");
    return set && name == set;
}

}  // namespace linli::gateway

#endif
