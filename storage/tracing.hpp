// What the record knows of one message, and of what was sent because of it (`linli trace`), and when each
// channel was last heard and last delivered something (`linli doctor`).
//
// Reads only, on a connection of its own, beside a running `serve` or without one. Thread: its maker's.
// Throws store_error. Most questions read a whole table, newest rows first: an administrator asks them,
// seldom.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dialogs/result.hpp"
#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

struct traced_message {
    std::int64_t id = 0;
    instant at{};
    person_id room{};
    person_id sender{};
    std::string channel;
    std::string kind;  // said, pressed
    std::string note;  // what the turn made of it
    case_code about{};
    std::string text;  // or the data of the button
    std::string platform_id;
    std::string reply_to;         // the platform's id of the message that it answers
    std::size_t attachments = 0;  // stored photos and files
    std::size_t media = 0;        // announced by the platform, fetched after the turn
    bool edited = false;
    bool forwarded = false;
};

// One message of ours: every try, oldest first, and what was reported of it.
struct traced_send {
    std::int64_t outbox = 0;  // attempt::unaddressed: there never was a row
    std::int64_t cause = 0;
    person_id room{};
    case_code about{};
    std::string channel;
    std::string tag;
    bool waiting = false;  // its row is still there
    bool web = false;      // waiting for the browser to show it
    instant due{};         // of a waiting row: not before
    std::vector<attempt> tries;
    std::vector<attempt> reports;
};

class tracing {
public:
    // The error is a sentence for people, as sqlite_reader::open's.
    static result<std::unique_ptr<tracing>, std::string> open(const std::filesystem::path& database,
                                                              const std::filesystem::path& key_file);

    std::optional<traced_message> message(std::int64_t id);
    // Newest first, at most `limit`.
    std::vector<std::int64_t> messages_of(case_code about, std::size_t limit);  // oldest first
    // What people wrote under that id of the platform; `channel` empty: on any.
    std::vector<std::int64_t> messages_named(const std::string& channel, const std::string& platform_id,
                                             std::size_t limit);
    // Outbox ids of what we sent that the platform calls so.
    std::vector<std::int64_t> sends_named(const std::string& channel, const std::string& platform_id,
                                          std::size_t limit);
    // What was sent because of it.
    std::vector<traced_send> sends_because_of(std::int64_t message);
    // What was sent into that room without any message as its cause, in that time: an answer that a
    // deadline gave (an album is answered a second after its last piece).
    std::vector<traced_send> sends_into(person_id room, instant from, instant until);
    std::optional<traced_send> send(std::int64_t outbox);

    // When, by the platform's clock to the minute, something last happened there: within the 8 days of the
    // dedupe keys; beyond them, when the newest message came that is among the last 100,000.
    std::optional<instant> last_heard(const std::string& channel);
    std::optional<instant> last_sent(const std::string& channel);  // within 14 days
    // "ok" or what PRAGMA quick_check says first; nothing when `over` said that it takes too long.
    std::optional<std::string> health(const std::function<bool()>& over);
    std::int64_t parked();
    // When the oldest message was due that still waits for its platform; rows of the web chat wait for
    // their browsers and do not count.
    std::optional<instant> oldest_waiting();

private:
    tracing(const std::filesystem::path& database, const key_ring& keys);
    std::int64_t channel_number(const std::string& name);
    std::vector<traced_send> gather(const std::string& attempts_where, const std::string& outbox_where,
                                    std::int64_t key, instant from, instant until);
    void add_reports(std::vector<traced_send>& sends);

    key_ring keys_;
    connection db_;
};

}  // namespace linli::storage
