#include "gateway/turns/mailbox.hpp"

#include <algorithm>

namespace linli::gateway {

bool mailbox::put(request& r) {
    bool wake = false;
    {
        std::lock_guard lock(mutex_);
        if (closed_ || waiting_ + r.events() > most_) return false;
        waiting_ += r.events();
        wake = requests_.empty();
        requests_.push_back(std::move(r));
    }
    if (wake) wake_.notify_one();
    return true;
}

void mailbox::put_quiet(request r) {
    bool wake = false;
    {
        std::lock_guard lock(mutex_);
        if (quiet_.empty()) quiet_since_ = clock::now();
        quiet_.push_back(std::move(r));
        wake = asleep_;  // so that it sets its alarm for this one
    }
    if (wake) wake_.notify_one();
}

void mailbox::put_task(task t) {
    {
        std::lock_guard lock(mutex_);
        if (!closed_) {
            tasks_.push_back(std::move(t));
            wake_.notify_one();
            return;
        }
    }
    if (t.finished) t.finished(std::make_exception_ptr(std::runtime_error("stopped")));
}

void mailbox::close() {
    {
        std::lock_guard lock(mutex_);
        closed_ = true;
    }
    wake_.notify_one();
}

bool mailbox::closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

mailbox::backlog mailbox::waiting() const {
    std::lock_guard lock(mutex_);
    backlog all{waiting_ + out_.events, out_.since};
    if (out_.events > 0) return all;
    if (left_at_ < left_.size())
        all.since = left_[left_at_].since;
    else if (!requests_.empty())
        all.since = requests_.front().since;
    return all;
}

void mailbox::take(taken_out& out, std::size_t batch, bool busy, clock::time_point until) {
    out.requests.clear();
    out.quiet.clear();
    out.tasks.clear();
    std::unique_lock lock(mutex_);
    out_ = {};
    while (!busy && !closed_ && requests_.empty() && left_at_ == left_.size() && tasks_.empty()) {
        const auto now = clock::now();
        const auto alarm = quiet_.empty() ? until : std::min(until, quiet_since_ + quiet_delay);
        if (now >= alarm) break;
        asleep_ = quiet_.empty();
        if (alarm == clock::time_point::max())
            wake_.wait(lock);
        else
            wake_.wait_until(lock, alarm);
        asleep_ = false;
    }
    std::size_t events = 0;
    const auto move_some = [&](std::vector<request>& from, std::size_t& at) {
        while (at < from.size() && (events == 0 || events + from[at].events() <= batch)) {
            events += from[at].events();
            waiting_ -= from[at].events();
            out.requests.push_back(std::move(from[at++]));
        }
        return at == from.size();
    };
    if (move_some(left_, left_at_)) {
        left_.clear();
        left_at_ = 0;
        std::size_t at = 0;
        if (move_some(requests_, at)) {
            requests_.clear();
        } else {
            left_.swap(requests_);
            left_at_ = at;
        }
    }
    if (events > 0) out_ = {events, out.requests.front().since};
    out.quiet.swap(quiet_);
    out.tasks.swap(tasks_);
    out.closed = closed_;
}

}  // namespace linli::gateway
