#include "gateway/turns/batch.hpp"

#include <algorithm>

#include "gateway/failpoints.hpp"

namespace linli::gateway {

namespace {
constexpr int most_minutes = 10;  // a key to look up for each
}

batch::batch(storage::store& store, const channels& known, working_set& set, turn_seams seams)
    : store_(store), known_(known), set_(set), seams_(std::move(seams)) {}

void batch::fill(std::vector<request>& requests, instant now) {
    now_ = now;
    units_.clear();
    first_unit_.clear();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        request& r = requests[i];
        first_unit_.push_back(units_.size());
        for (auto& a : r.arrivals) add(i, std::move(a));  // that there were some is still to be seen
        for (auto& e : r.own) {
            unit& u = units_.emplace_back();
            u.request = i;
            u.event = std::move(e);
            if (u.event.at == instant{}) u.event.at = now;
            u.cause = r.cause;
            u.parked = r.parked;
            if (const auto* t = std::get_if<tick>(&u.event.body)) u.ticked = {u.event.room, t->about};
        }
        r.own.clear();
    }
    first_unit_.push_back(units_.size());
}

void batch::add(std::size_t request, arrival a) {
    unit& u = units_.emplace_back();
    auto& in = a.what;
    u.request = request;
    u.from = known_.find(a.channel);
    u.dedupe = {a.channel, in.minute, std::move(in.key)};
    u.chat = {a.channel, std::move(in.chat)};
    u.sender = {a.channel, in.sender.empty() ? u.chat.chat : std::move(in.sender)};
    u.tap_id = std::move(in.tap_id);
    u.moved_to = std::move(in.moved_to);
    u.thread = std::move(in.thread);
    u.thread_name = std::move(in.thread_name);
    u.group = in.group;
    u.minutes_before = std::clamp(in.minutes_before, 0, most_minutes);
    u.event.at = now_;
    u.event.sender_name = std::move(in.sender_name);
    if (u.from) {
        u.event.photos = u.from->adapter->can().carries_photos();
        u.event.vouched = u.from->adapter->can().vouches();
        u.event.silent = u.from->adapter->can().quiet;
    }
    u.event.channel = std::move(a.channel);
    u.event.hint = in.hint.value_or(community_->language);
    u.event.body = std::move(in.body);
    if (const auto* d = std::get_if<delivery>(&u.event.body)) u.report_of = d->ref;
}

// Rows of web chat that a browser has shown now: settled, and whoever asked is told.
void batch::add_seen(std::vector<request>& requests, instant now) {
    std::vector<std::int64_t> known;
    for (auto& r : requests) {
        if (r.seen.empty()) continue;
        for (const auto& s : r.settles) known.push_back(s.id);
        for (const auto& [room, seq] : r.seen) {
            for (const auto& row : store_.web_unsettled(room, seq)) {
                if (std::ranges::find(known, row.id) != known.end()) continue;
                known.push_back(row.id);
                auto end = ending_of(row, {}, set_.office_room(), now);
                r.settles.push_back(std::move(end.settled));
                r.attempts.push_back(attempt_of(row, {}, now));
                if (end.report) r.own.push_back(std::move(*end.report));
            }
        }
    }
}

std::span<unit> batch::units_of(std::size_t first, std::size_t last) {
    return {units_.data() + first_unit_[first], first_unit_[last] - first_unit_[first]};
}

void batch::carry(const request& r) {
    auto& c = set_.changes;
    if (r.post) c.posts_taken.push_back(r.post);
    if (r.parked) c.parked_taken.push_back(r.parked);
    if (!r.fetched.empty()) c.fetches_done.push_back(r.fetched);
    c.settles.insert(c.settles.end(), r.settles.begin(), r.settles.end());
    c.postpones.insert(c.postpones.end(), r.postpones.begin(), r.postpones.end());
    c.attempts.insert(c.attempts.end(), r.attempts.begin(), r.attempts.end());
    c.reachable.insert(c.reachable.end(), r.reachable.begin(), r.reachable.end());
    c.lost.insert(c.lost.end(), r.lost.begin(), r.lost.end());
    for (auto row : r.rerouted) {
        row.message.to = store_.speaker_of(row.message.to);
        c.outbox.push_back(std::move(row));
    }
    c.moved.insert(c.moved.end(), r.moved.begin(), r.moved.end());
    c.threads.insert(c.threads.end(), r.threads.begin(), r.threads.end());
    c.seen.insert(c.seen.end(), r.seen.begin(), r.seen.end());
    for (const auto& s : r.settles) resolve_early(s);
}

std::size_t batch::run(std::vector<request>& requests, std::size_t first, std::size_t last) {
    taken_.clear();
    const auto units = units_of(first, last);
    load(units);
    set_.expect(units.size());
    for (std::size_t i = first; i < last; ++i) {
        carry(requests[i]);
        bool ends = false;
        for (auto& u : units_of(i, i + 1)) {
            take(u);
            ends |= u.ends_run;
        }
        if (ends) return i + 1;
    }
    return last;
}

void batch::park_all(std::vector<request>& requests, std::size_t which, const std::string& reason) {
    taken_.clear();
    load(units_of(which, which + 1));
    carry(requests[which]);
    for (auto& u : units_of(which, which + 1)) {
        if (foreign(u) || seen_before(u) || !resolve(u)) continue;
        park(u, reason);
        record(u);
    }
}

void batch::kept() {
    committed_last_ = last_case_;
    for (const auto& [room, id] : told_early_) early_.drop(room, id);
    told_early_.clear();
    for (auto& u : units_) {
        if (u.recorded < set_.changes.events.size()) u.message = set_.changes.events[u.recorded].event.id;
        u.recorded = unit::nowhere;  // a later roll-back is not theirs
    }
}

void batch::undone() {
    auto& kept_events = set_.changes.events;
    for (auto& u : units_) {
        if (u.recorded != unit::nowhere && u.recorded < kept_events.size()) {
            u.event = std::move(kept_events[u.recorded].event);
            u.dedupe = std::move(kept_events[u.recorded].dedupe);
        }
        u.recorded = unit::nowhere;
        u.duplicate = u.ends_run = false;
        u.note.clear();
        u.trouble.clear();
    }
    last_case_ = committed_last_;
    told_early_.clear();
    taps_.clear();
    facts_.clear();
}

// A group that is not the staff room: whatever is said there concerns nobody here.
bool batch::foreign(const unit& u) const { return u.group && !set_.is_office(u.chat); }

// True when the room and the sender are known already. Whoever is joined to somebody talks as that one.
bool batch::find_persons(unit& u) {
    if (u.ours()) {
        u.event.room = store_.speaker_of(u.event.room);
        u.event.sender = store_.speaker_of(u.event.sender);
        return true;
    }
    const auto* room = set_.person(u.chat);
    if (!room) return false;
    u.event.own = room->id;
    u.event.room = store_.speaker_of(room->id);
    if (u.sender == u.chat) {
        u.event.sender = u.event.room;
        return true;
    }
    const auto* sender = set_.person(u.sender);
    if (!sender) return false;
    u.event.sender = sender->id;
    return true;
}

void batch::ask_states(const unit& u, storage::batch_keys& keys) {
    const auto room = u.event.room;
    if (room != set_.office_room() && room != person_id::nobody && !set_.has(room)) keys.conversations.push_back(room);
    std::vector<person_id> rooms{room};
    if (u.event.own != room && u.event.own != person_id::nobody) rooms.push_back(u.event.own);
    for (const auto one : rooms) {
        if (const auto* s = std::get_if<said>(&u.event.body); s && !s->reply_to.empty() && !u.ours())
            keys.receipts.push_back({one, s->reply_to});
        if (!u.report_of.empty()) keys.receipts.push_back({one, u.report_of});
    }
    if (!u.thread.empty()) keys.thread_ids.push_back({room, u.thread});
}

void batch::learn(storage::loaded got, const storage::batch_keys& keys) {
    for (std::size_t i = 0; i < got.persons.size(); ++i) set_.learn(keys.addresses[i], got.persons[i]);
    for (auto& c : got.conversations)
        if (c) set_.loaded(std::move(*c));
    for (auto& r : got.receipts)
        if (r) receipts_.push_back(std::move(*r));
    for (auto& t : got.thread_ids)
        if (t) threads_.push_back(std::move(*t));
}

// One question to the store for everything that is known to be needed; a second one only for the
// states of persons whose addresses were not in memory.
void batch::load(std::span<unit> units) {
    storage::batch_keys keys;
    receipts_.clear();
    threads_.clear();
    std::vector<unit*> unknown;
    for (auto& u : units) {
        u.key = unit::nowhere;
        if (foreign(u)) continue;
        if (u.parked) keys.parked.push_back(u.parked);
        if (!u.dedupe.key.empty()) {
            u.key = keys.dedupe.size();
            keys.dedupe.push_back(u.dedupe);
            for (int i = 1; i <= u.minutes_before; ++i) {
                keys.dedupe.push_back(u.dedupe);
                keys.dedupe.back().minute -= i;
            }
        }
        if (find_persons(u)) {
            ask_states(u, keys);
            continue;
        }
        unknown.push_back(&u);
        keys.addresses.push_back(u.chat);
        if (u.sender != u.chat) keys.addresses.push_back(u.sender);
    }
    const auto tidy = [](auto& v) {
        std::ranges::sort(v);
        v.erase(std::unique(v.begin(), v.end()), v.end());
    };
    tidy(keys.addresses);
    tidy(keys.conversations);
    auto got = store_.load(keys);
    seen_ = std::move(got.seen);
    parked_ = std::move(got.parked);
    learn(std::move(got), keys);
    if (unknown.empty()) return;
    storage::batch_keys more;
    for (auto* u : unknown) {
        find_persons(*u);
        if (!set_.person(u->chat)->created) ask_states(*u, more);
    }
    tidy(more.conversations);
    if (more.conversations.empty() && more.receipts.empty() && more.thread_ids.empty()) return;
    learn(store_.load(more), more);
}

// Two calls of `linli retry` may have read the same row; the one that comes second finds it gone, or
// given up in this very batch.
bool batch::retried_before(const unit& u) const {
    const bool there = std::ranges::find(parked_, u.parked) != parked_.end();
    return !there || std::ranges::count(set_.changes.parked_taken, u.parked) > 1;
}

bool batch::seen_before(const unit& u) {
    if (u.parked) return retried_before(u);
    if (u.key == unit::nowhere || control("no_dedupe")) return false;
    const auto first = seen_.begin() + static_cast<std::ptrdiff_t>(u.key);
    if (std::find(first, first + 1 + u.minutes_before, true) != first + 1 + u.minutes_before) return true;
    const auto same = [&](const unit* t) {
        const auto& k = t->recorded == unit::nowhere ? t->dedupe : set_.changes.events[t->recorded].dedupe;
        const auto age = u.dedupe.minute - k.minute;
        return k.channel == u.dedupe.channel && k.key == u.dedupe.key && age >= 0 && age <= u.minutes_before;
    };
    if (std::ranges::any_of(taken_, same)) return true;
    taken_.push_back(&u);
    return false;
}

// What the event refers to, by the platform's ids, becomes what it means to us. False: it means
// nothing to any conversation.
bool batch::resolve(unit& u) {
    auto& e = u.event;
    if (auto* s = std::get_if<said>(&e.body); s && !s->reply_to.empty() && !u.ours()) {
        if (const auto* r = meant_by(e, s->reply_to)) {
            s->reply_case = r->about;
            s->reply_tag = r->tag;
            s->reply_to_us = true;
        }
    }
    if (!u.thread.empty()) resolve_thread(u);
    return u.report_of.empty() || resolve_report(u);
}

}  // namespace linli::gateway
