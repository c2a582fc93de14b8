// How many events one sender may have taken: a token bucket each, so that a flood by one costs nobody
// else anything. Any thread; bounded memory.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace linli::gateway {

class flood_gate {
public:
    using clock = std::chrono::steady_clock;

    // `burst` 0: everything passes.
    flood_gate(double burst, double per_s) : burst_(burst), per_s_(per_s) {}

    // False: this sender is over the cap, and nothing was counted.
    bool pass(std::string_view channel, std::string_view sender, clock::time_point now);

private:
    struct bucket {
        float level = 0;  // events counted and not yet forgiven
        clock::time_point at{};
    };
    static constexpr std::size_t most_senders = 1 << 16;  // ~4 MB; beyond it, idle ones are dropped

    float level_at(const bucket& b, clock::time_point now) const;
    void sweep(clock::time_point now);

    const double burst_;
    const double per_s_;
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, bucket> buckets_;  // by hash: a collision shares a cap
};

}  // namespace linli::gateway
