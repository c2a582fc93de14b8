// Rows of rooms that we host, live to whoever watches: the sockets of residents and staff, and the
// terminal. For the I/O thread. A watcher leaves before it ends.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.hpp"

namespace linli::gateway {

class room_watcher {
public:
    virtual ~room_watcher() = default;
    // Rows of that room, oldest first. May be a row that was read from the store already.
    virtual void rows(std::span<const storage::history_row> some) = 0;
    virtual void cases_changed() {}
    // The session of that subject is over, and with it what its pages may do.
    virtual void signed_out(std::string_view /*subject*/) {}
    virtual void signed_out(person_id /*member*/) {}
    // The person of that room is known no more, and no session is theirs.
    virtual void forgotten() {}
    // We are about to stop: say good-bye.
    virtual void restarting() = 0;
};

class room_hub {
public:
    void watch(room_watcher& w) { all_.insert(&w); }
    void watch(room_watcher& w, person_id room) { rooms_[room].insert(&w); }
    void leave(room_watcher& w) {
        all_.erase(&w);
        for (auto& [room, some] : rooms_) some.erase(&w);
        std::erase_if(rooms_, [](const auto& r) { return r.second.empty(); });
    }

    void publish(const std::vector<storage::history_row>& rows) {
        for (std::size_t i = 0; i < rows.size();) {
            std::size_t end = i + 1;
            while (end < rows.size() && rows[end].room == rows[i].room) ++end;
            if (const auto found = rooms_.find(rows[i].room); found != rooms_.end())
                for (auto* w : std::vector(found->second.begin(), found->second.end()))
                    w->rows(std::span(rows).subspan(i, end - i));
            i = end;
        }
    }
    void cases_changed() {
        for (auto* w : copy()) w->cases_changed();
    }
    void signed_out(std::string_view subject) {
        for (auto* w : copy()) w->signed_out(subject);
    }
    void signed_out(person_id member) {
        for (auto* w : copy()) w->signed_out(member);
    }
    void forgotten(person_id room) {
        if (const auto found = rooms_.find(room); found != rooms_.end())
            for (auto* w : std::vector(found->second.begin(), found->second.end())) w->forgotten();
    }
    void restarting() {
        for (auto* w : copy()) w->restarting();
    }
    std::size_t size() const { return all_.size(); }

    // What the turn had to say to the one who tapped; fetched once, when the tap is acknowledged.
    void put_toast(std::string tap, std::string text) {
        if (toasts_.size() >= toasts_max) toasts_.clear();  // of pages that closed meanwhile
        toasts_.insert_or_assign(std::move(tap), std::move(text));
    }
    std::string take_toast(const std::string& tap) {
        const auto node = toasts_.extract(tap);
        return node ? node.mapped() : std::string();
    }

private:
    static constexpr std::size_t toasts_max = 1000;

    std::vector<room_watcher*> copy() const { return {all_.begin(), all_.end()}; }

    std::set<room_watcher*> all_;
    std::map<person_id, std::set<room_watcher*>> rooms_;
    std::map<std::string, std::string> toasts_;  // by tap id
};

}  // namespace linli::gateway
