#include "gateway/turns.hpp"

#include <utility>

#include "gateway/turns/loop.hpp"

namespace linli::gateway {

turns::turns(storage::store& store, const community& c, const channels& known, turn_listeners to, limits l,
             turn_seams seams)
    : loop_(std::make_unique<loop>(store, c, known, std::move(to), l, std::move(seams))) {}

turns::~turns() { stop(); }

void turns::start() { loop_->start(); }
void turns::stop() { loop_->stop(); }

void turns::submit(std::vector<arrival> events, done_handler done) {
    request r;
    r.arrivals = std::move(events);
    r.done = std::move(done);
    loop_->submit(std::move(r), true);
}

void turns::submit_uncapped(std::vector<arrival> events, done_handler done) {
    request r;
    r.arrivals = std::move(events);
    r.done = std::move(done);
    loop_->submit(std::move(r), false);
}

void turns::submit(linli::event e, done_handler done) {
    request r;
    r.own.push_back(std::move(e));
    r.done = std::move(done);
    loop_->submit(std::move(r), false);
}

void turns::retry(storage::parked_row row, done_handler done) {
    request r;
    r.own.push_back(std::move(row.event));
    r.parked = row.id;
    r.cause = row.cause;
    r.done = std::move(done);
    loop_->submit(std::move(r), false);
}

void turns::settle(const storage::outbox_row& row, const adapters::verdict& v) {
    auto end = ending_of(row, v, loop_->office(), loop_->now());
    request r;
    r.settles.push_back(std::move(end.settled));
    r.attempts.push_back(attempt_of(row, v, loop_->now()));
    r.cause = row.cause;
    if (end.report) r.own.push_back(std::move(*end.report));
    if (end.left) r.own.push_back(std::move(*end.left));
    if (end.lost) r.lost.push_back(std::move(*end.lost));
    if (end.rerouted) r.rerouted.push_back(std::move(*end.rerouted));
    loop_->quiet(std::move(r));
}

void turns::postpone(storage::postponed p) {
    request r;
    r.postpones.push_back(std::move(p));
    loop_->quiet(std::move(r));
}

void turns::attempted(const storage::outbox_row& row, const adapters::verdict& v) {
    request r;
    r.attempts.push_back(attempt_of(row, v, loop_->now()));
    loop_->quiet(std::move(r));
}

void turns::fetched(std::string job) {
    request r;
    r.fetched = std::move(job);
    loop_->quiet(std::move(r));
}

void turns::moved(person_id room, storage::address now) {
    request r;
    r.moved.emplace_back(room, std::move(now));
    loop_->quiet(std::move(r));
}

void turns::threaded(storage::thread t) {
    request r;
    r.threads.push_back(std::move(t));
    loop_->quiet(std::move(r));
}

void turns::seen(person_id room, std::int64_t seq) {
    request r;
    r.seen.emplace_back(room, seq);
    loop_->quiet(std::move(r));
}

void turns::run(std::function<void(storage::store&)> what, std::function<void(std::exception_ptr)> finished) {
    loop_->run_task({std::move(what), std::move(finished)});
}

void turns::reload(std::shared_ptr<const community> c) { loop_->reload(std::move(c)); }
const turn_counters& turns::counters() const { return loop_->counters(); }
instant turns::new_due() { return loop_->new_due(); }
bool turns::ready() const { return loop_->ready(); }

turns::backlog turns::waiting() const {
    const auto all = loop_->waiting();
    if (all.events == 0) return {};
    return {all.events, std::chrono::steady_clock::now() - all.since};
}

}  // namespace linli::gateway
