#include "gateway/turns/loop.hpp"

#include <algorithm>

#include "gateway/failpoints.hpp"

namespace linli::gateway {

namespace {
constexpr std::size_t all_posts = 100'000;             // of an earlier life; each is small
constexpr std::chrono::milliseconds probe_every{500};  // design: heals < 10 s after space returns
}  // namespace

turns::loop::loop(storage::store& store, const community& c, const channels& known, turn_listeners to, limits l,
                  turn_seams seams)
    : store_(store),
      known_(known),
      to_(std::move(to)),
      limits_(l),
      seams_(seams),
      mailbox_(l.mailbox),
      gate_(l.sender_burst, l.sender_per_s),
      danger_gate_(l.danger_burst, l.danger_per_s),
      set_(store, l.conversations),
      batch_(store, known, set_, std::move(seams)),
      community_(std::shared_ptr<const community>(), &c),
      office_(c.room) {
    counters_.channels.push_back(std::make_unique<channel_counters>());
    for (const auto& one : known.all()) {
        counters_.channels.push_back(std::make_unique<channel_counters>());
        counters_.channels.back()->channel = one->name;
    }
    batch_.use(community_);
}

instant turns::loop::now() const {
    if (seams_.now) return seams_.now();
    return std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
}

void turns::loop::start() {
    thread_ = std::thread([this] { work(); });
}

void turns::loop::stop() {
    mailbox_.close();
    if (thread_.joinable()) thread_.join();
}

// A request of several people is taken whole: refused, all of it would come again and again because
// of one. What a platform says of our own messages is no flood of the person they went to.
bool turns::loop::refuse_flood(const request& r) {
    bool over = false, several = false, danger = false;
    const std::string* before = nullptr;
    for (const auto& a : r.arrivals) {
        if (std::holds_alternative<delivery>(a.what.body)) continue;
        const auto& sender = a.what.sender.empty() ? a.what.chat : a.what.sender;
        several = several || (before && *before != sender);
        before = &sender;
        over = !gate_.pass(a.channel, sender, r.since) || over;
        const auto* s = std::get_if<said>(&a.what.body);
        danger = danger || (s && s->reading.life_safety != linli::danger::none);
    }
    if (!over || several) return false;
    return !danger || !danger_gate_.pass(r.arrivals.front().channel, *before, r.since);
}

void turns::loop::submit(request r, bool capped) {
    r.since = clock::now();
    const auto channel = r.arrivals.empty() ? std::string() : r.arrivals.front().channel;
    if (!ready()) {
        count(counters_.of(channel).failed);
        return r.done(taken::failed);
    }
    const bool flood = capped && refuse_flood(r);
    if (flood || !mailbox_.put(r)) {
        const bool closed = mailbox_.closed();
        count(closed ? counters_.of(channel).failed : counters_.of(channel).busy);
        r.done(closed ? taken::failed : flood ? taken::flooded : taken::busy);
    }
}

void turns::loop::reload(std::shared_ptr<const community> c) {
    {
        std::lock_guard lock(community_mutex_);
        next_community_ = std::move(c);
    }
    run_task({[](storage::store&) {}, {}});  // wakes the thread
}

void turns::loop::take_community() {
    std::shared_ptr<const community> next;
    {
        std::lock_guard lock(community_mutex_);
        next.swap(next_community_);
    }
    if (!next) return;
    if (next->room != community_->room) opened_ = false;
    community_ = std::move(next);
    batch_.use(community_);
    if (opened_) set_.set_rooms(community_->department_rooms);
}

void turns::loop::open() {
    set_.set_office(community_->room);
    set_.set_rooms(community_->department_rooms);
    office_ = community_->room;
    wake_office();
    if (!started_) {
        batch_.set_last_case(store_.last_case());
        for (auto& p : store_.pending_posts(all_posts)) {
            request& r = internal_.emplace_back();
            r.post = p.id;
            r.cause = p.cause;
            r.own.push_back(std::move(p.event));
        }
        due_ = store_.next_due().time_since_epoch().count();
        started_ = true;
    }
    opened_ = true;
}

// While another room was that of staff, what was due in this one was put to sleep.
void turns::loop::wake_office() {
    storage::batch_changes wake;
    const auto due = due_of(*community_, set_.current_office());
    if (due == never) return;
    wake.dues.push_back({{community_->room, {}}, due});
    store_.commit(wake);
    note_due(wake);
}

bool turns::loop::probe() {
    next_probe_ = clock::now() + probe_every;
    try {
        store_.set_setting("turns.probe", std::to_string(now().time_since_epoch().count()));
        if (!opened_) open();
        set_ready(true);
        return true;
    } catch (const std::exception& e) {
        if (ready()) trouble(e.what());
        set_ready(false);
        return false;
    }
}

void turns::loop::set_ready(bool ready) {
    if (ready_.exchange(ready) != ready && to_.ready) to_.ready(ready);
}

void turns::loop::trouble(std::string_view what) {
    if (to_.trouble) to_.trouble(what);
}

void turns::loop::run_tasks(std::vector<task>& tasks) {
    for (auto& t : tasks) {
        std::exception_ptr failed;
        try {
            t.run(store_);
        } catch (...) {
            failed = std::current_exception();
        }
        if (t.finished) t.finished(failed);
    }
}

void turns::loop::work() {
    mailbox::taken_out box;
    for (;;) {
        if (!opened_ && clock::now() >= next_probe_) probe();
        const bool busy = ready() && !internal_.empty();
        mailbox_.take(box, limits_.batch, busy, ready() ? clock::time_point::max() : next_probe_);
        run_tasks(box.tasks);
        take_community();
        if ((!ready() || !opened_) && clock::now() >= next_probe_) probe();
        // Posts first: they are older than what came since.
        const auto some = internal_.begin() + std::min(internal_.size(), 2 * limits_.batch);
        now_.assign(std::make_move_iterator(internal_.begin()), std::make_move_iterator(some));
        internal_.erase(internal_.begin(), some);
        std::ranges::move(box.requests, std::back_inserter(now_));
        std::ranges::move(box.quiet, std::back_inserter(now_));
        if (!now_.empty()) take_all();
        if (box.closed && box.requests.empty() && (internal_.empty() || !ready())) return;
    }
}

void turns::loop::take_all() {
    failed_ = 0;
    const auto moment = now();
    try {
        if (ready()) batch_.add_seen(now_, moment);
    } catch (const std::exception& e) {
        trouble(e.what());
        probe();
    }
    // A group that has moved is known by its new address before anything that was said there is taken.
    const auto rest =
        std::stable_partition(now_.begin(), now_.end(), [](const request& r) { return !r.moved.empty(); });
    const auto moves = static_cast<std::size_t>(rest - now_.begin());
    batch_.fill(now_, moment);
    if (!ready()) return fail(0, now_.size());
    take_range(0, moves);
    take_range(moves, now_.size());
}

// Commits the requests [first, last), those that can be.
void turns::loop::take_range(std::size_t first, std::size_t last) {
    while (first < last) {
        if (!ready()) return fail(first, last);
        std::size_t stop = first;
        try {
            stop = batch_.run(now_, first, last);
            if (control("ack_before_commit")) {
                for (std::size_t i = first; i < stop; ++i) answer(now_[i], taken::committed);
                std::this_thread::sleep_for(std::chrono::milliseconds{20});  // let the 200 leave
            }
            commit();
        } catch (const std::exception& e) {
            const std::string why = e.what();
            count(counters_.failed_commits);
            roll_back();
            if (!probe()) return fail(first, last);
            trouble(why);
            if (last - first == 1) return park_request(first, why);
            for (std::size_t i = first; i < last; ++i) take_range(i, i + 1);
            return;
        }
        publish(first, stop);
        first = stop;
    }
}

void turns::loop::roll_back() {
    batch_.undone();
    set_.undo();
}

// The store commits everything but this one: it is kept aside.
void turns::loop::park_request(std::size_t which, const std::string& why) {
    try {
        batch_.park_all(now_, which, why);
        commit();
    } catch (const std::exception& e) {
        roll_back();
        if (!probe()) return fail(which, which + 1);
        trouble(e.what());
        // Not even that: its sender will offer it again, and a tick's row comes later.
        if (!put_off(which)) return answer(now_[which], taken::failed);
    }
    publish(which, which + 1);
}

bool turns::loop::put_off(std::size_t which) {
    try {
        if (!batch_.put_off(which)) return false;
        commit();
        return true;
    } catch (const std::exception& e) {
        trouble(e.what());
        roll_back();
        return false;
    }
}

void turns::loop::commit() {
    if (set_.changes.empty()) return;
    failpoint("before_commit");
    const auto began = clock::now();
    store_.commit(set_.changes);
    counters_.commit.observe(std::chrono::duration<double>(clock::now() - began).count());
    count(counters_.batches);
    failpoint("after_commit");
}

// Nothing of these was kept. Whoever waits is told so; what nobody would offer again stays with us.
void turns::loop::fail(std::size_t first, std::size_t last) {
    std::vector<request> ours;
    for (std::size_t i = first; i < last; ++i) {
        request& r = now_[i];
        const auto units = batch_.units_of(i, i + 1);
        if (!units.empty() && units.front().from) count(counters_.of(units.front().from->name).failed);
        if (r.ours_alone()) {
            for (auto& u : units) r.own.push_back(std::move(u.event));
            ours.push_back(std::move(r));
            continue;
        }
        answer(r, taken::failed);
    }
    // Before what has not been tried yet: what one person is told keeps its order.
    const auto at = internal_.begin() + static_cast<std::ptrdiff_t>(failed_);
    failed_ += ours.size();
    internal_.insert(at, std::make_move_iterator(ours.begin()), std::make_move_iterator(ours.end()));
}

}  // namespace linli::gateway
