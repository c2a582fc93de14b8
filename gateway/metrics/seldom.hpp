// For what may happen a thousand times a second and is worth one line in the log: told at once, and from then
// on at most once a minute, with how often it was. For one thread.
#pragma once

#include <chrono>
#include <cstdint>

namespace linli::gateway {

class seldom {
public:
    using clock = std::chrono::steady_clock;

    // It happened. How often since it was last told; 0: it is too early to tell it again.
    std::uint64_t happened(clock::time_point now) {
        ++untold_;
        if (now < next_) return 0;
        next_ = now + std::chrono::minutes{1};
        const auto told = untold_;
        untold_ = 0;
        return told;
    }

private:
    clock::time_point next_{};
    std::uint64_t untold_ = 0;
};

}  // namespace linli::gateway
