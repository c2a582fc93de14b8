// What the turn loop counts; shell's /metrics reads it. Written by the store thread (and `busy`, by
// submitters), read by any thread; a reader may see one number a little older than another.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace linli::gateway {

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

using counter = std::atomic<std::uint64_t>;

inline void count(counter& c, std::uint64_t by = 1) { c.fetch_add(by, std::memory_order_relaxed); }

struct channel_counters {  // linli_inbound_messages_total{adapter,result}
    std::string channel;   // empty: events of our own
    counter taken{0};
    counter parked{0};      // linli_dead_letters grows by it
    counter duplicates{0};  // linli_duplicates_dropped_total{adapter}
    counter busy{0};
    counter failed{0};
};

struct turn_counters {
    std::vector<std::unique_ptr<channel_counters>> channels;  // fixed after the start; [0] = our own
    histogram ack;      // linli_inbound_ack_seconds: from submit to the handler
    histogram commit;   // linli_db_commit_seconds
    counter batches{0};
    counter turns{0};   // turns / batches = the mean batch
    counter needs{0};   // turns that had to ask again
    counter failed_commits{0};
    counter settles{0};
    counter posts{0};
    counter cases_opened{0};

    // linli_complaints_total{category}
    void complaint(const std::string& category) {
        std::lock_guard lock(mutex_);
        ++complaints_[category];
    }
    std::map<std::string, std::uint64_t> complaints() const {
        std::lock_guard lock(mutex_);
        return complaints_;
    }
    channel_counters& of(std::string_view channel) {
        for (auto& c : channels)
            if (c->channel == channel) return *c;
        return *channels.front();
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::uint64_t> complaints_;
};

}  // namespace linli::gateway
