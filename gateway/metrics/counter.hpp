// The two kinds of numbers that the hot path keeps: plain atomics, exported by /metrics elsewhere.
// Any thread; a reader may see one number a little older than another.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace linli::gateway {

using counter = std::atomic<std::uint64_t>;

inline void count(counter& c, std::uint64_t by = 1) { c.fetch_add(by, std::memory_order_relaxed); }

// A cumulative histogram as Prometheus wants it; bounds in seconds.
class histogram {
public:
    static constexpr std::array<double, 14> bounds{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                                   0.1,    0.2,   0.5,   1,     2,    5,    10};
    void observe(double seconds) {
        std::size_t i = 0;
        while (i < bounds.size() && seconds > bounds[i]) ++i;
        counts_[i].fetch_add(1, std::memory_order_relaxed);
        micros_.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
    }
    // Not cumulative: how many fell between bounds[i - 1] and bounds[i]; the last has no bound.
    std::uint64_t count(std::size_t i) const { return counts_[i].load(std::memory_order_relaxed); }
    double sum() const { return static_cast<double>(micros_.load(std::memory_order_relaxed)) / 1e6; }

private:
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
    std::atomic<std::uint64_t> micros_{0};
};

}  // namespace linli::gateway
