// The store thread behind `turns`: takes what waits, runs it, commits it, and tells everybody.
#pragma once

#include <atomic>
#include <thread>

#include "gateway/turns/batch.hpp"
#include "gateway/turns/flood_gate.hpp"
#include "gateway/turns/mailbox.hpp"
#include "gateway/turns/working_set.hpp"

namespace linli::gateway {

class turns::loop {
public:
    loop(storage::store& store, const community& c, const channels& known, turn_listeners to, limits l,
         turn_seams seams);

    void start();
    void stop();
    // Any thread. `capped`: each sender's cap counts.
    void submit(request r, bool capped);
    void quiet(request r) { mailbox_.put_quiet(std::move(r)); }
    void run_task(task t) { mailbox_.put_task(std::move(t)); }
    void reload(std::shared_ptr<const community> c);
    person_id office() const { return office_.load(std::memory_order_relaxed); }
    instant now() const;
    instant new_due() { return instant{span_of_time{due_.exchange(never_ms)}}; }
    bool ready() const { return ready_.load(std::memory_order_relaxed); }
    turn_counters& counters() { return counters_; }
    mailbox::backlog waiting() const { return mailbox_.waiting(); }

private:
    using clock = std::chrono::steady_clock;
    static constexpr std::int64_t never_ms = never.time_since_epoch().count();

    void work();
    void open();  // what must be known before the first turn
    void wake_office();
    void run_tasks(std::vector<task>& tasks);
    void take_community();
    void take_all();  // the requests of now_
    void take_range(std::size_t first, std::size_t last);
    void park_request(std::size_t which, const std::string& why);
    bool put_off(std::size_t which);
    void roll_back();
    void commit();  // throws store_error
    void publish(std::size_t first, std::size_t last);
    void publish_changes();
    bool in_thread(const storage::outbox_row& row) const;
    void report_undeliverable(const storage::outbox_row& row);
    void log(std::size_t first, std::size_t last);
    void answer(request& r, taken t);
    void note_due(const storage::batch_changes& c);
    void fail(std::size_t first, std::size_t last);
    bool probe();  // whether the store can commit at all; sets `ready`
    void set_ready(bool ready);
    void trouble(std::string_view what);
    bool refuse_flood(const request& r);

    storage::store& store_;
    const channels& known_;
    turn_listeners to_;
    const limits limits_;
    turn_seams seams_;
    turn_counters counters_;
    mailbox mailbox_;
    flood_gate gate_;
    flood_gate danger_gate_;
    working_set set_;
    batch batch_;
    std::mutex community_mutex_;
    std::shared_ptr<const community> next_community_;
    std::shared_ptr<const community> community_;
    std::atomic<person_id> office_{};
    std::atomic<std::int64_t> due_{never_ms};
    std::atomic<bool> ready_{true};
    bool opened_ = false;            // the office of this community is known
    bool started_ = false;           // what an earlier life left was taken up
    std::vector<request> now_;       // of this round
    std::vector<request> internal_;  // what a failed store left undone, then posts of the last round
    std::size_t failed_ = 0;         // how many at its head failed in this round
    clock::time_point next_probe_{};
    std::thread thread_;
};

}  // namespace linli::gateway
