// So many sends a second, some of them at once. A part is kept for alarms. Steady time from outside.
#pragma once

#include <algorithm>
#include <chrono>

namespace linli::gateway {

class token_bucket {
public:
    using time = std::chrono::steady_clock::time_point;

    // rate 0: no limit. `reserve` of the `burst` is only for alarms.
    token_bucket(double per_s, double burst, double reserve)
        : per_s_(per_s), burst_(burst), reserve_(reserve), level_(burst) {}

    // When one may be spent: not later than `now` when at once.
    time ready(time now, bool alarm) const {
        if (per_s_ <= 0) return now;
        const double wanted = 1 + (alarm ? 0 : reserve_);
        const double missing = wanted - level_at(now);
        // A little is forgiven, so that a timer that fires on the dot finds its token.
        if (missing <= 1e-6) return now;
        return now + std::chrono::duration_cast<time::duration>(std::chrono::duration<double>(missing / per_s_ + 1e-6));
    }
    void spend(time now) {
        if (per_s_ <= 0) return;
        level_ = level_at(now) - 1;
        at_ = now;
    }
    bool full(time now) const { return per_s_ <= 0 || level_at(now) >= burst_; }

private:
    double level_at(time now) const {
        if (at_ == time{}) return level_;
        return std::min(burst_, level_ + std::chrono::duration<double>(now - at_).count() * per_s_);
    }

    double per_s_;
    double burst_;
    double reserve_;
    double level_;
    time at_{};
};

}  // namespace linli::gateway
