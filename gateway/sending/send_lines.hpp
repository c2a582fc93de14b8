// The inside of send_queue: the lines of one chat, and which of them goes next.
#pragma once

#include "gateway/sending/send_queue.hpp"

namespace linli::gateway {

// Lines by rank: the lower goes first. Two numbers, so that ties are broken by age.
using line_rank = std::pair<std::int64_t, std::int64_t>;

struct send_queue::line {
    using ranked = std::set<std::pair<line_rank, line*>>;

    chat* of = nullptr;
    case_code about{};
    std::list<item> items;               // in the order of their numbers
    std::array<std::size_t, 4> lanes{};  // how many of each
    bool busy = false;                   // one of them is under way

    // Where it stands in its chat; nullptr: nowhere, since it is busy.
    ranked* in = nullptr;
    line_rank rank{};

    // A lane counts for all rows before it in its case, so that an alarm is never stuck behind a
    // progress note which must stay in front of it.
    lane highest() const {
        std::size_t i = 0;
        while (i + 1 < lanes.size() && lanes[i] == 0) ++i;
        return static_cast<lane>(i);
    }
    void counted(const item& i, int by) {
        lanes[static_cast<std::size_t>(i.row.message.lane)] += static_cast<std::size_t>(by);
    }
};

struct send_queue::chat {
    std::string name;
    token_bucket bucket;
    std::size_t most_under_way;
    std::size_t under_way = 0;
    time hold{};
    std::unordered_map<case_code, std::unique_ptr<line>> lines;
    // Lines that are not busy: those whose first row is due, by lane and age; the others by due time.
    line::ranked ready;
    line::ranked later;
    // Where it stands in alarms_ or others_; `at` time::max(): nowhere.
    time at = time::max();
    bool alarm = false;
    std::uint64_t turn = 0;

    chat(std::string n, const token_bucket& b, std::size_t most)
        : name(std::move(n)), bucket(b), most_under_way(most) {}

    void out(line& l) {
        if (l.in) l.in->erase({l.rank, &l});
        l.in = nullptr;
    }
    // Into the order that its first row asks for. Call it after every change of the line.
    void place_line(line& l, time now) {
        out(l);
        if (l.busy || l.items.empty()) return;
        const auto& first = l.items.front();
        const bool due = first.due <= now;
        l.in = due ? &ready : &later;
        l.rank = {due ? static_cast<std::int64_t>(l.highest()) : first.due.time_since_epoch().count(), first.number};
        l.in->insert({l.rank, &l});
    }
    // What became due since.
    void promote(time now) {
        while (!later.empty() && later.begin()->second->items.front().due <= now)
            place_line(*later.begin()->second, now);
    }
    // The line whose row goes next, due or not; nullptr: all are busy, or there is none.
    line* next() const {
        if (!ready.empty()) return ready.begin()->second;
        return later.empty() ? nullptr : later.begin()->second;
    }
};

}  // namespace linli::gateway
