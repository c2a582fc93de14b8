// What the turn loop counts; shell's /metrics reads it. Written by the store thread (and `busy`, by
// submitters), read by any thread; a reader may see one number a little older than another.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/metrics/counter.hpp"

namespace linli::gateway {

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
    counter praises{0};  // linli_praises_total

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
