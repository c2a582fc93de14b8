// What the turn loop counts; shell's /metrics reads it. Written by the store thread (and `busy`, by
// submitters), read by any thread; a reader may see one number a little older than another.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/metrics/counter.hpp"
#include "gateway/turns/case_facts.hpp"

namespace linli::gateway {

// Seconds in the life of a case; the targets of the taxonomy's levels stand among them.
inline constexpr std::array case_time_bounds{60.0,     180.0,    600.0,     1'800.0,   3'600.0,    14'400.0,
                                             28'800.0, 86'400.0, 259'200.0, 604'800.0, 2'592'000.0};
inline constexpr std::array score_bounds{1.0, 2.0, 3.0, 4.0, 5.0};

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
    latency_histogram ack;                                    // linli_inbound_ack_seconds: from submit to the handler
    latency_histogram commit;                                 // linli_db_commit_seconds
    histogram<case_time_bounds> first_response;               // linli_first_response_seconds
    histogram<case_time_bounds> resolution;                   // linli_resolution_seconds
    histogram<score_bounds> satisfaction;                     // linli_satisfaction_score
    counter batches{0};
    counter turns{0};  // turns / batches = the mean batch
    counter needs{0};  // turns that had to ask again
    counter failed_commits{0};
    counter settles{0};
    counter posts{0};
    counter cases_opened{0};
    counter praises{0};  // linli_praises_total

    // What is on disk by now.
    void add(const case_facts& facts) {
        using seconds = std::chrono::duration<double>;
        for (const auto t : facts.answered) first_response.observe(seconds(t).count());
        for (const auto t : facts.resolved) resolution.observe(seconds(t).count());
        for (const auto n : facts.scores) satisfaction.observe(n);
        if (facts.opened.empty()) return;
        count(cases_opened, facts.opened.size());
        std::lock_guard lock(mutex_);
        for (const auto& category : facts.opened) ++complaints_[category];
    }
    // linli_complaints_total{category}
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
