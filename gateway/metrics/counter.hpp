// The two kinds of numbers that the hot path keeps: plain atomics, exported by /metrics elsewhere.
// Any thread; a reader may see one number a little older than another.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace linli::gateway {

using counter = std::atomic<std::uint64_t>;

inline void count(counter& c, std::uint64_t by = 1) { c.fetch_add(by, std::memory_order_relaxed); }

// How many values lie between the bounds, and their sum (to a millionth). Values are not negative.
template <const auto& Bounds>
class histogram {
public:
    static constexpr const auto& bounds = Bounds;

    void observe(double value) {
        std::size_t i = 0;
        while (i < bounds.size() && value > bounds[i]) ++i;
        counts_[i].fetch_add(1, std::memory_order_relaxed);
        millionths_.fetch_add(static_cast<std::uint64_t>(value * 1e6), std::memory_order_relaxed);
    }
    // Not cumulative: how many fell between bounds[i - 1] and bounds[i]; the last has no bound.
    std::uint64_t count(std::size_t i) const { return counts_[i].load(std::memory_order_relaxed); }
    std::uint64_t count() const {
        std::uint64_t all = 0;
        for (const auto& c : counts_) all += c.load(std::memory_order_relaxed);
        return all;
    }
    double sum() const { return static_cast<double>(millionths_.load(std::memory_order_relaxed)) / 1e6; }

private:
    std::array<counter, Bounds.size() + 1> counts_{};
    counter millionths_{0};
};

// Seconds of our own work: an answer, a commit.
inline constexpr std::array latency_bounds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                           0.1,    0.2,   0.5,   1.0,   2.0,  5.0,  10.0};
using latency_histogram = histogram<latency_bounds>;

}  // namespace linli::gateway
