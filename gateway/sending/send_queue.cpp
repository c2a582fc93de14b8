#include "gateway/sending/send_queue.hpp"

#include <algorithm>

namespace linli::gateway {

namespace {

constexpr std::size_t many_chats = 16'384;  // then those that wait for nothing are dropped, ~200 B each

// The account's burst is one second of its rate, a tenth of it kept for alarms.
token_bucket account_bucket(double per_s) {
    const double burst = std::max(2.0, per_s);
    return {per_s, burst, std::max(1.0, burst / 10)};
}
// A chat may have 3 s of its rate at once and one alarm more; a group's rate is told per minute, so
// a quarter of a minute at once.
token_bucket chat_bucket(double per_s, double seconds) {
    return {per_s, std::max(1.0, per_s * seconds) + 1, 1};
}

}  // namespace

send_queue::send_queue(const adapters::send_limits& l)
    : limits_(l), account_(account_bucket(l.account_per_s)) {}

send_queue::chat& send_queue::chat_of(const std::string& name, bool group) {
    auto& slot = chats_[name];
    if (!slot) {
        const auto bucket =
            group ? chat_bucket(limits_.group_per_s, 15) : chat_bucket(limits_.chat_per_s, 3);
        slot = std::make_unique<chat>(name, bucket);
    }
    return *slot;
}

std::optional<storage::outbox_row> send_queue::replace(chat& c, storage::outbox_row& row) {
    const auto& m = row.message;
    if (m.tag.empty()) return std::nullopt;
    for (auto it = c.items.begin(); it != c.items.end(); ++it) {
        const auto& old = it->row;
        const bool untouched = !it->under_way && old.attempts == 0 && old.sent_parts.empty();
        if (old.message.tag != m.tag || !untouched || !old.message.ref.empty()) continue;
        if (old.message.withdraw || m.lane != old.message.lane) continue;
        auto out = std::move(it->row);
        ids_.erase(out.id);
        it->row = std::move(row);
        ids_.emplace(it->row.id, it->since);
        return out;
    }
    return std::nullopt;
}

std::optional<storage::outbox_row> send_queue::push(storage::outbox_row row, bool group, time due,
                                                    time now) {
    now_ = now;
    if (chats_.size() > many_chats) drop_idle(now);
    chat& c = chat_of(row.to.chat, group);
    if (auto out = replace(c, row)) return out;
    ids_.emplace(row.id, now);
    auto at = c.items.end();
    while (at != c.items.begin() && std::prev(at)->row.id > row.id) --at;
    item i;
    i.row = std::move(row);
    i.due = due;
    i.since = now;
    i.group = group;
    c.items.insert(at, std::move(i));
    schedule(c, now);
    return std::nullopt;
}

// The row that goes next in this chat: of the first rows of each case, the one in the highest lane
// among those that are due. A lane counts for all rows before it in its case, so that an alarm is
// never stuck behind a progress note which must stay in front of it.
std::list<send_queue::item>::iterator send_queue::best(chat& c, time now, time& due, bool& alarm) {
    struct head {
        case_code about;
        std::list<item>::iterator first;
        lane highest;
    };
    std::vector<head> heads;
    for (auto it = c.items.begin(); it != c.items.end(); ++it) {
        const auto about = it->row.message.about;
        const auto same = std::ranges::find(heads, about, &head::about);
        if (same == heads.end())
            heads.push_back({about, it, it->row.message.lane});
        else
            same->highest = std::min(same->highest, it->row.message.lane);
    }
    const auto sooner = [&](const head& a, const head& b) {
        const bool a_due = a.first->due <= now, b_due = b.first->due <= now;
        if (a_due != b_due) return a_due;
        if (!a_due && a.first->due != b.first->due) return a.first->due < b.first->due;
        return a.highest < b.highest;  // equal ones: the first in the list
    };
    const auto chosen = std::ranges::min_element(heads, sooner);
    due = chosen->first->due;
    alarm = chosen->highest == lane::alarm;
    return chosen->first;
}

void send_queue::unschedule(chat& c) {
    if (c.at == time::max()) return;
    (c.alarm ? alarms_ : others_).erase({c.at, c.turn, &c});
    c.at = time::max();
}

void send_queue::schedule(chat& c, time now) {
    unschedule(c);
    if (c.busy || c.items.empty()) return;
    time due{};
    if (c.items.size() == 1) {
        due = c.items.front().due;
        c.alarm = c.items.front().row.message.lane == lane::alarm;
    } else {
        best(c, now, due, c.alarm);
    }
    c.at = std::max({due, c.hold, c.bucket.ready(now, c.alarm)});
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
            time due{};
            bool alarm = false;
            const auto it = best(c, now, due, alarm);
            // A row became due since it was placed, and with it another lane: place it anew.
            if (due > now || alarm != c.alarm) {
                schedule(c, now);
                continue;
            }
            unschedule(c);
            c.busy = true;
            c.bucket.spend(now);
            account_.spend(now);
            it->under_way = true;
            return &*it;
        }
    }
    return nullptr;
}

send_queue::time send_queue::wake() const {
    time soonest = time::max();
    if (!alarms_.empty())
        soonest = std::max(alarms_.begin()->at, account_.ready(now_, true));
    if (!others_.empty())
        soonest = std::min(soonest, std::max(others_.begin()->at, account_.ready(now_, false)));
    return soonest == time::max() ? soonest : std::max(soonest, hold_);
}

void send_queue::done(item* i) {
    chat& c = *chats_.at(i->row.to.chat);
    ids_.erase(i->row.id);
    c.items.erase(std::ranges::find_if(c.items, [&](const item& x) { return &x == i; }));
    c.busy = false;
    if (c.items.empty() && c.hold <= now_ && c.bucket.full(now_))
        chats_.erase(chats_.find(c.name));
    else
        schedule(c, now_);
}

void send_queue::again(item* i, time due) {
    chat& c = *chats_.at(i->row.to.chat);
    i->due = due;
    i->under_way = false;
    c.busy = false;
    schedule(c, now_);
}

void send_queue::hold_chat(const std::string& name, time until) {
    const auto it = chats_.find(name);
    if (it == chats_.end()) return;
    it->second->hold = std::max(it->second->hold, until);
    schedule(*it->second, now_);
}

void send_queue::hold_account(time until) { hold_ = std::max(hold_, until); }

void send_queue::rename_chat(const std::string& from, const std::string& to) {
    const auto it = chats_.find(from);
    if (it == chats_.end() || from == to) return;
    unschedule(*it->second);
    auto items = std::move(it->second->items);
    chats_.erase(it);
    if (items.empty()) return;
    chat& c = chat_of(to, items.front().group);
    for (auto& i : items) i.row.to.chat = to;
    c.items.merge(items, [](const item& a, const item& b) { return a.row.id < b.row.id; });
    schedule(c, now_);
}

send_queue::time send_queue::oldest() const {
    time t = time::max();
    for (const auto& [id, since] : ids_) t = std::min(t, since);
    return t;
}

void send_queue::drop_idle(time now) {
    std::erase_if(chats_, [&](const auto& e) {
        const chat& c = *e.second;
        return c.items.empty() && !c.busy && c.hold <= now && c.bucket.full(now);
    });
}

}  // namespace linli::gateway
