// What the store keeps beside conversations and cases, a row each: who is reached where, what is to be sent and
// fetched, what was sent and what it meant. Plain data, of any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dialogs/event.hpp"
#include "dialogs/turn.hpp"

namespace linli::storage {

// Where somebody can be reached. Stored sealed, found by keyed hash (address_book.hpp).
struct address {
    std::string channel;  // its configured name
    std::string chat;     // the platform's id of the person or group

    bool operator==(const address&) const = default;
    auto operator<=>(const address&) const = default;
};

// (channel, the platform's own minute, the platform's id): in the order of time, kept 8 days.
struct dedupe_key {
    std::string channel;
    std::int64_t minute = 0;
    std::string key;

    bool operator==(const dedupe_key&) const = default;
    auto operator<=>(const dedupe_key&) const = default;
};

// A message that one channel of a person could not deliver, for the others.
struct second_way {
    outgoing message;
    std::vector<std::string> tried;  // names of channels

    bool operator==(const second_way&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("message", s.message);
        v("tried", s.tried);
    }
};

// What a message of ours meant, so that a reply, an edit or a delivery report finds it.
struct receipt {
    person_id room{};
    std::string platform_id;  // first part's id; further parts have rows of their own
    case_code about{};
    std::string tag;
    std::string ref;
    person_id report_to{};
    // What to send by another channel should this one fail to deliver it after all.
    std::optional<second_way> otherwise;
};

struct receipt_key {
    person_id room{};
    std::string platform_id;
};

struct tag_key {  // asks for the newest receipt of that tag in that room
    person_id room{};
    std::string tag;
};

// A case's own place inside a room (adapters::thread_form).
struct thread {
    person_id room{};
    case_code about{};
    std::string platform_id;  // empty: there is none, or none any more
    bool closed = false;
    std::string name;  // digest of what it is called, in the sender's spelling

    bool operator==(const thread&) const = default;
};

struct thread_key {
    person_id room{};
    case_code about{};
};

// Whom a browser's cookie or link stands for; `subject` is the chat of the session.
struct web_session {
    std::string subject;
    std::string name;
    role kind = role::resident;
    instant expires{};
};

// A link that a turn gave out: takes its bearer into the web chat, once.
struct new_link {
    std::string token_hash;
    web_session session;
};

// An inbound event as the record keeps it (`linli export --messages`), for every said and pressed.
struct recorded {
    dedupe_key dedupe;  // key empty: not deduplicated (ticks, posts)
    linli::event event;
    case_code about{};  // the case that the turn filed it under, if any
    std::string note;   // what the turn made of it
};

// A row that is looked at again when its time has come.
struct due_row {
    person_id conversation{};  // or the staff room, or
    case_code about{};
};

// Where in batch_changes::events the recorded message stands because of which something is stored; its
// id is known only to the commit.
inline constexpr std::size_t no_event = static_cast<std::size_t>(-1);

// A message to send. Rows for web chat are history rows as well (`web` true) and stay unsettled
// until the browser has acknowledged them. A row that `commit` inserts is in the hands of this
// process, also when it is postponed: it comes back by `unsent` only after a restart.
struct outbox_row {
    std::int64_t id = 0;  // filled by commit
    outgoing message;
    instant due{};  // not before
    int attempts = 0;
    std::vector<std::string> sent_parts;  // platform ids of the parts that are out already
    address to;                           // filled by commit or by the query, by opening the address book
    // When that person last wrote there, where the loop has told (batch_changes::wrote).
    std::optional<instant> heard;    // filled with `to`
    bool more_ways = false;          // filled with `to`: they have other addresses besides `tried`
    std::vector<std::string> tried;  // channels that could not deliver it; not stored: a restart
                                     // tries them once more
    bool web = false;                // filled with `to`
    // Resolved from message.tag and message.reply_to_tag by the loop (with_tags), not stored: the
    // platform's ids of the message to edit and of the message to answer.
    std::string previous;
    std::string answers;
    // Resolved in the same way: the thread of the case, where the room has threads.
    storage::thread thread;
    // The recorded message because of which it is sent; 0: none, a deadline came. Filled by commit from
    // `because` where that is set.
    std::int64_t cause = 0;
    std::size_t because = no_event;
};

// How one try to send a message ended, or what the platform reported of it afterwards: for
// `linli trace`, kept 14 days. Holds no words and no address.
struct attempt {
    // Its outbox row. 0: a report; its message is the one of this room with these ids. unaddressed: no
    // address was known, so there never was a row.
    std::int64_t outbox = 0;
    static constexpr std::int64_t unaddressed = -1;
    std::int64_t cause = 0;  // outbox_row::cause
    instant at{};
    person_id room{};
    case_code about{};
    std::string channel;
    std::string tag;
    std::string how;     // adapters::end; of a report, verdict_kind
    std::string detail;  // the platform's words, shortened, long numbers masked
    std::string ids;     // the platform's, separated by spaces

    bool operator==(const attempt&) const = default;
};

struct history_row {  // web chat: one numbered row of a room
    person_id room{};
    std::int64_t seq = 0;     // filled by commit
    std::int64_t outbox = 0;  // filled by commit; 0 for words of a person
    instant at{};
    std::string who;                      // empty: the bot
    person_id sender{};                   // of a person's words
    std::string client_id;                // of a person's words
    outgoing message;                     // text, choices, photos, tag, about, withdraw
    std::vector<attachment> attachments;  // of a person's words
    std::string reply_to;                 // seq answered, as text
};

struct settled {
    std::int64_t id = 0;  // outbox row: deleted
    std::vector<receipt> receipts;
};

struct postponed {  // a send that its holder will try again; after a restart not before `due`
    std::int64_t id = 0;
    instant due{};
    int attempts = 0;
    std::vector<std::string> sent_parts;
};

struct posted_row {
    std::int64_t id = 0;  // filled by commit
    linli::event event;
    std::int64_t cause = 0;  // as outbox_row
    std::size_t because = no_event;
};

struct fetch_row {
    std::string job;
    person_id room{};
    std::string channel;
    media_handle what;
};

struct parked_row {
    std::int64_t id = 0;
    linli::event event;
    std::string reason;
    std::int64_t cause = 0;  // as outbox_row
    std::size_t because = no_event;
};

}  // namespace linli::storage
