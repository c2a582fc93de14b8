// What one account (a channel) has to send, and which row may go next: order within each (chat, case),
// four lanes that share a chat's budget, limits of the account, the chat and the group, with a part
// kept for alarms. No I/O and no clock: steady time comes from outside.
//
// A line is what one case has to say in one chat; it has one send under way, so its order needs nothing
// else. A private chat has one send under way in all, since a person reads from top to bottom; a group
// has many. Every step costs the logarithm of what waits. Not thread-safe.
#pragma once

#include <array>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "adapters/adapter.hpp"
#include "gateway/sending/token_bucket.hpp"
#include "storage/store.hpp"

namespace linli::gateway {

class send_queue {
    struct line;
    struct chat;

public:
    using time = token_bucket::time;

    struct item {
        storage::outbox_row row;
        time due{};    // not before
        time since{};  // in this queue
        time last_failure{};
        int strikes = 0;  // failures with others' successes in between
        bool under_way = false;

    private:
        friend class send_queue;
        line* of = nullptr;
        std::int64_t number = 0;  // the first row's that stood here: a replaced one keeps its place
    };

    explicit send_queue(const adapters::send_limits& l);
    ~send_queue();

    // A row of the same tag that still waits untouched is replaced: nobody needs to see the older
    // state. Returns the row that will not be sent, if any.
    std::optional<storage::outbox_row> push(storage::outbox_row row, bool group, time due, time now);
    // The next row to send, which is under way from now on; nullptr when none may go yet.
    item* take(time now);
    // When `take` is worth asking again; time::max() when only a push or an end can change that.
    time wake() const;

    void done(item* i);             // under way -> gone
    void again(item* i, time due);  // under way -> waits, at its old place
    void hold_chat(const std::string& chat, time until);
    void hold_account(time until);
    // All rows of `from` go to `to` from now on; those under way learn of it when they come back.
    void rename_chat(const std::string& from, const std::string& to);

    bool holds(std::int64_t id) const { return ids_.contains(id); }
    std::size_t size() const { return ids_.size(); }

private:
    struct place {  // of a chat among those that wait for their moment
        time at;
        std::uint64_t turn;  // first come, first served
        chat* who;
        bool operator<(const place& o) const { return at != o.at ? at < o.at : turn < o.turn; }
    };

    chat& chat_of(const std::string& name, bool group);
    line& line_of(chat& c, case_code about);
    void put_in_line(line& l, std::list<item>& from, std::list<item>::iterator i);
    void free_line(line& l);
    std::optional<storage::outbox_row> replace(line& l, storage::outbox_row& row);
    void schedule(chat& c, time now);
    void unschedule(chat& c);
    void drop_idle(time now);

    const adapters::send_limits limits_;
    token_bucket account_;
    time hold_{};
    std::unordered_map<std::string, std::unique_ptr<chat>> chats_;
    std::unordered_set<std::int64_t> ids_;
    std::set<place> alarms_;  // chats whose next row is an alarm
    std::set<place> others_;
    std::uint64_t turns_ = 0;
    time now_{};  // as last told
};

}  // namespace linli::gateway
