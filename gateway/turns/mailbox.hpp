// What waits for the store thread: requests in the order they came, and what rides along with them.
//
// `put`, `put_quiet`, `put_task` and `waiting` from any thread; `take` by the store thread alone. Requests and tasks
// wake it; quiet ones (settles) only let it wake within `quiet_delay`.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "gateway/turns.hpp"

namespace linli::gateway {

// Events that commit together or not at all, and whoever waits for them.
struct request {
    std::vector<arrival> arrivals;
    std::vector<linli::event> own;  // of ours: ticks, posts, stored media
    std::int64_t post = 0;          // this is that posted row: taken with the commit
    std::int64_t parked = 0;        // this is that parked row: taken with the commit
    std::int64_t cause = 0;         // of what `own` sends: storage::outbox_row::cause
    std::string fetched;            // this fetch is over
    std::vector<storage::settled> settles;
    std::vector<storage::postponed> postpones;
    std::vector<storage::attempt> attempts;
    std::vector<std::pair<person_id, bool>> reachable;
    std::vector<storage::batch_changes::unheard> lost;
    std::vector<storage::outbox_row> rerouted;  // to another channel of the same person
    std::vector<std::pair<person_id, storage::address>> moved;
    std::vector<storage::thread> threads;
    std::vector<std::pair<person_id, std::int64_t>> seen;
    done_handler done;
    std::chrono::steady_clock::time_point since{};

    std::size_t events() const { return arrivals.size() + own.size(); }
    // Nobody would offer it again: whatever it carries, we keep it until it is on disk.
    bool ours_alone() const { return arrivals.empty() && !done; }
};

struct task {
    std::function<void(storage::store&)> run;
    std::function<void(std::exception_ptr)> finished;
};

class mailbox {
public:
    using clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds quiet_delay{20};  // design: settles wait at most that

    explicit mailbox(std::size_t most) : most_(most) {}

    // False: it is full (or closed, see `closed`); the request is untouched then.
    bool put(request& r);
    void put_quiet(request r);
    void put_task(task t);
    void close();
    bool closed() const;

    struct taken_out {
        std::vector<request> requests;  // at most as many as make `batch` events, at least one
        std::vector<request> quiet;     // all
        std::vector<task> tasks;        // all
        bool closed = false;
    };
    // Events of requests that wait, or that were taken out last and are not through yet (the store
    // thread comes back when they are), and since when the oldest has been here.
    struct backlog {
        std::size_t events = 0;
        clock::time_point since{};  // means nothing when there are none
    };
    backlog waiting() const;
    // Waits until there is something, until `until`, or not at all when `busy` says that the caller
    // has work of its own. `out`'s vectors are cleared and used again.
    void take(taken_out& out, std::size_t batch, bool busy, clock::time_point until);

private:
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<request> requests_;
    std::vector<request> left_;  // of an earlier swap, beyond the batch; oldest at left_at_
    std::size_t left_at_ = 0;
    std::vector<request> quiet_;
    std::vector<task> tasks_;
    std::size_t waiting_ = 0;  // events in requests_ and left_
    backlog out_;              // taken out, not through yet
    clock::time_point quiet_since_{};
    bool closed_ = false;
    bool asleep_ = false;  // the store thread waits without a limit for quiet ones
};

}  // namespace linli::gateway
