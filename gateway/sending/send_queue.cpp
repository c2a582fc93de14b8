#include "gateway/sending/send_queue.hpp"

#include <algorithm>

#include "gateway/sending/send_lines.hpp"

namespace linli::gateway {

namespace {

constexpr std::size_t many_chats = 16'384;   // then those that wait for nothing are dropped, ~200 B each
constexpr std::size_t group_under_way = 64;  // of different cases: 50 ms each must not hold up the rest

// The account's burst is one second of its rate, a tenth of it kept for alarms.
token_bucket account_bucket(double per_s) {
    const double burst = std::max(2.0, per_s);
    return {per_s, burst, std::max(1.0, burst / 10)};
}
// A chat may have 3 s of its rate at once and one alarm more; a group's rate is told per minute, so
// a quarter of a minute at once.
token_bucket chat_bucket(double per_s, double seconds) { return {per_s, std::max(1.0, per_s * seconds) + 1, 1}; }

}  // namespace

send_queue::send_queue(const adapters::send_limits& l) : limits_(l), account_(account_bucket(l.account_per_s)) {}

send_queue::~send_queue() = default;

send_queue::chat& send_queue::chat_of(const std::string& name, bool group) {
    auto& slot = chats_[name];
    if (!slot && group)
        slot = std::make_unique<chat>(name, chat_bucket(limits_.group_per_s, 15), group_under_way);
    else if (!slot)
        slot = std::make_unique<chat>(name, chat_bucket(limits_.chat_per_s, 3), 1);
    return *slot;
}

send_queue::line& send_queue::line_of(chat& c, case_code about) {
    auto& slot = c.lines[about];
    if (!slot) {
        slot = std::make_unique<line>();
        slot->of = &c;
        slot->about = about;
    }
    return *slot;
}

std::optional<storage::outbox_row> send_queue::replace(line& l, storage::outbox_row& row) {
    const auto& m = row.message;
    if (m.tag.empty()) return std::nullopt;
    for (auto& waiting : l.items) {
        const auto& old = waiting.row;
        const bool untouched = !waiting.under_way && old.attempts == 0 && old.sent_parts.empty();
        if (old.message.tag != m.tag || !untouched || !old.message.ref.empty()) continue;
        if (old.message.withdraw || m.lane != old.message.lane) continue;
        auto out = std::move(waiting.row);
        ids_.erase(out.id);
        waiting.row = std::move(row);
        ids_.insert(waiting.row.id);
        return out;
    }
    return std::nullopt;
}

// The item keeps its address: whoever sends it holds a pointer.
void send_queue::put_in_line(line& l, std::list<item>& from, std::list<item>::iterator i) {
    auto at = l.items.end();
    while (at != l.items.begin() && std::prev(at)->number > i->number) --at;
    i->of = &l;
    l.counted(*i, 1);
    l.items.splice(at, from, i);
}

std::optional<storage::outbox_row> send_queue::push(storage::outbox_row row, bool group, time due, time now) {
    now_ = now;
    if (chats_.size() > many_chats) drop_idle(now);
    chat& c = chat_of(row.to.chat, group);
    line& l = line_of(c, row.message.about);
    auto replaced = replace(l, row);
    if (!replaced) {
        ids_.insert(row.id);
        std::list<item> fresh(1);
        auto& i = fresh.front();
        i.row = std::move(row);
        i.number = i.row.id;
        i.due = due;
        i.since = now;
        put_in_line(l, fresh, fresh.begin());
    }
    c.place_line(l, now);
    schedule(c, now);
    return replaced;
}

void send_queue::unschedule(chat& c) {
    if (c.at == time::max()) return;
    (c.alarm ? alarms_ : others_).erase({c.at, c.turn, &c});
    c.at = time::max();
}

void send_queue::schedule(chat& c, time now) {
    unschedule(c);
    c.promote(now);
    const line* next = c.under_way < c.most_under_way ? c.next() : nullptr;
    if (!next) return;
    c.alarm = next->highest() == lane::alarm;
    c.at = std::max({next->items.front().due, c.hold, c.bucket.ready(now, c.alarm)});
    c.turn = ++turns_;
    (c.alarm ? alarms_ : others_).insert({c.at, c.turn, &c});
}

send_queue::item* send_queue::take(time now) {
    now_ = now;
    if (hold_ > now) return nullptr;
    for (auto* set : {&alarms_, &others_}) {
        while (!set->empty() && set->begin()->at <= now) {
            if (account_.ready(now, set == &alarms_) > now) break;
            chat& c = *set->begin()->who;
            c.promote(now);
            line& l = *c.next();
            // A row became due since it was placed, and with it another lane: place it anew.
            if (l.items.front().due > now || (l.highest() == lane::alarm) != c.alarm) {
                schedule(c, now);
                continue;
            }
            l.busy = true;
            c.place_line(l, now);
            ++c.under_way;
            c.bucket.spend(now);
            account_.spend(now);
            schedule(c, now);
            auto& i = l.items.front();
            i.under_way = true;
            return &i;
        }
    }
    return nullptr;
}

send_queue::time send_queue::wake() const {
    time soonest = time::max();
    if (!alarms_.empty()) soonest = std::max(alarms_.begin()->at, account_.ready(now_, true));
    if (!others_.empty()) soonest = std::min(soonest, std::max(others_.begin()->at, account_.ready(now_, false)));
    return soonest == time::max() ? soonest : std::max(soonest, hold_);
}

// Nothing of the line is under way any more.
void send_queue::free_line(line& l) {
    chat& c = *l.of;
    l.busy = false;
    --c.under_way;
    c.place_line(l, now_);
    if (l.items.empty()) c.lines.erase(l.about);
    if (c.lines.empty() && c.hold <= now_ && c.bucket.full(now_)) {
        unschedule(c);
        chats_.erase(chats_.find(c.name));
    } else {
        schedule(c, now_);
    }
}

void send_queue::done(item* i) {
    line& l = *i->of;
    ids_.erase(i->row.id);
    l.counted(*i, -1);
    l.items.erase(std::ranges::find_if(l.items, [&](const item& x) { return &x == i; }));
    free_line(l);
}

void send_queue::again(item* i, time due) {
    i->due = due;
    i->under_way = false;
    free_line(*i->of);
}

void send_queue::hold_chat(const std::string& name, time until) {
    const auto it = chats_.find(name);
    if (it == chats_.end()) return;
    it->second->hold = std::max(it->second->hold, until);
    schedule(*it->second, now_);
}

void send_queue::hold_account(time until) { hold_ = std::max(hold_, until); }

// The chat keeps its lines, whatever is under way; where the new name is known already, what waits
// there comes over.
void send_queue::rename_chat(const std::string& from, const std::string& to) {
    auto node = chats_.extract(from);
    if (node.empty() || from == to) {
        if (!node.empty()) chats_.insert(std::move(node));
        return;
    }
    chat& c = *node.mapped();
    auto other = chats_.extract(to);
    node.key() = c.name = to;
    chats_.insert(std::move(node));
    for (auto& [about, l] : c.lines)
        for (auto& i : l->items) i.row.to.chat = to;
    if (other.empty()) return;
    unschedule(*other.mapped());
    c.under_way += other.mapped()->under_way;
    for (auto& [about, theirs] : other.mapped()->lines) {
        line& l = line_of(c, about);
        l.busy |= theirs->busy;
        while (!theirs->items.empty()) put_in_line(l, theirs->items, theirs->items.begin());
        c.place_line(l, now_);
    }
    schedule(c, now_);
}

void send_queue::drop_idle(time now) {
    std::erase_if(chats_, [&](const auto& e) {
        const chat& c = *e.second;
        return c.lines.empty() && c.under_way == 0 && c.hold <= now && c.bucket.full(now);
    });
}

}  // namespace linli::gateway
