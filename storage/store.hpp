// The contract between the turn loop and a database: load what a batch needs in one go, commit all
// that it changed in one transaction with full durability.
//
// Thread: one writer. A `store` is used by the store thread alone; a `reader` (storage/reader.hpp)
// has a connection of its own and is used by whoever made it. Errors: every call throws
// `store_error` when the database fails (full disk included, `store_error::full`); nothing of that
// call happened then, and the caller answers 503. Two stores must never share a data folder.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "dialogs/conversation.hpp"
#include "dialogs/event.hpp"
#include "dialogs/turn.hpp"

namespace linli::storage {

struct store_error : std::runtime_error {
    store_error(const std::string& what, bool full_) : std::runtime_error(what), full(full_) {}
    bool full;  // no space left: heals by itself when space returns
};

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

struct batch_keys {
    std::vector<dedupe_key> dedupe;
    std::vector<address> addresses;        // unknown ones get a new person, in the next commit
    std::vector<person_id> conversations;  // offices too
    std::vector<case_code> cases;
    std::vector<receipt_key> receipts;
    std::vector<tag_key> tags;
    std::vector<thread_key> threads;       // by case
    std::vector<receipt_key> thread_ids;   // by the platform's id of the thread
    std::vector<std::int64_t> parked;      // rows that may be taken again
    bool open_cases = false;
    std::string near;  // place_key (dialogs/incidents.hpp): unresolved cases of that kind there
    std::optional<lookup> search;
};

struct known_person {
    person_id id{};  // of that address alone, whoever speaks for them
    bool reachable = true;
    bool created = false;  // new: becomes lasting with the next commit
};

struct loaded {
    std::vector<bool> seen;             // as batch_keys::dedupe
    std::vector<known_person> persons;  // as batch_keys::addresses
    std::vector<std::optional<conversation>> conversations;
    std::vector<std::optional<office>> offices;  // as conversations; set where the row is an office
    std::vector<std::optional<case_file>> cases;
    std::vector<std::optional<receipt>> receipts;
    std::vector<std::optional<receipt>> tags;
    std::vector<std::optional<thread>> threads;
    std::vector<std::optional<thread>> thread_ids;
    std::vector<std::int64_t> parked;  // those of batch_keys::parked that are still there
    std::vector<case_file> open_cases;
    std::vector<case_code> near;  // at most a handful, newest first
    std::vector<case_file> found;  // of `search`, the most fitting first; at most found_max
};

inline constexpr std::size_t found_max = 5;  // what somebody reads in a chat

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

template <class State>
struct state_write {
    State state;  // `version` is the one that was read; the row must still have it, and then has
                  // one more
    instant due{};
    bool exact = false;  // set the row's due time; else only bring it forward (lazy timers)
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
    address to;        // filled by commit or by the query, by opening the address book
    // When that person last wrote there, where the loop has told (batch_changes::wrote).
    std::optional<instant> heard;  // filled with `to`
    bool more_ways = false;        // filled with `to`: they have other addresses besides `tried`
    std::vector<std::string> tried;  // channels that could not deliver it; not stored: a restart
                                     // tries them once more
    bool web = false;  // filled with `to`
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

struct batch_changes {
    std::vector<recorded> events;
    std::vector<state_write<conversation>> conversations;
    std::vector<state_write<office>> offices;
    std::vector<state_write<case_file>> cases;
    std::vector<std::pair<due_row, instant>> dues;  // set, whatever the row holds and of any version
    std::vector<case_entry> entries;
    std::vector<outbox_row> outbox;  // ids and addresses are filled in
    // The words of persons; their seqs are filled in. Commit adds a row for each outbox row that goes
    // to a web chat.
    std::vector<history_row> history;
    std::vector<posted_row> posts;  // ids are filled in
    std::vector<std::int64_t> posts_taken;
    std::vector<fetch_row> fetches;
    std::vector<std::string> fetches_done;
    std::vector<settled> settles;
    std::vector<postponed> postpones;
    std::vector<attempt> attempts;
    std::vector<receipt> receipts;
    std::vector<new_link> links;
    std::vector<thread> threads;  // made, changed, or lost: without a platform_id
    std::vector<parked_row> parked;
    std::vector<std::int64_t> parked_taken;
    std::vector<std::pair<person_id, bool>>
        reachable;  // true counts before `outbox`, false after it
    std::vector<std::pair<person_id, address>> moved;  // a group became a supergroup
    // Somebody wrote in private: messages go there from now on. `at` is kept where it is set.
    struct written {
        person_id who{};
        std::string channel;
        instant at{};
        person_id own{};  // whose address it was; nobody: that of `who`
    };
    std::vector<written> wrote;
    // That channel could not deliver to them: messages go by another of theirs until they write by
    // it again. Without another, `gone` makes them unreachable. Counts after `outbox`.
    struct unheard {
        person_id who{};
        std::string channel;
        bool gone = false;
    };
    std::vector<unheard> lost;
    // `who` is spoken for by `into` from now on, and so are all who were joined to `who`: their
    // addresses are that person's too. Parted ones speak for themselves again. Count after `outbox`.
    struct joining {
        person_id who{};
        person_id into{};
    };
    std::vector<joining> joins;
    std::vector<person_id> parts;
    std::vector<person_id> signed_out;  // their sessions and links as staff end, by whichever of their addresses
    // Done last: conversation, messages, address, history, outbox are deleted; their cases and the
    // words to staff about them lose name and number, and those cases get a new version: drop
    // cached ones. Who is forgotten is named with all who are joined to them.
    std::vector<person_id> forget;
    std::vector<std::pair<person_id, std::int64_t>> seen;  // web rooms: rows up to seq were shown
    // Filled by commit, empty before it.
    std::vector<outbox_row> undeliverable;  // taken out of `outbox`: no address, or unreachable
    std::vector<std::string> photos_gone;   // of the forgotten: no row names them, delete the bytes
    bool empty() const;
};

class store {
public:
    virtual ~store() = default;

    virtual loaded load(const batch_keys& keys) = 0;
    // All or nothing, on disk when it returns. Throws store_error, also when a version was not the
    // expected one (a bug); the transaction is rolled back then and `changes` is as it was.
    virtual void commit(batch_changes& changes) = 0;

    // The person behind an address, made when new. Only before serving (staff of the
    // configuration).
    virtual person_id person_for(const address& where) = 0;
    // Further addresses of the same person. Only before serving.
    virtual void bind(person_id who, const address& where) = 0;
    virtual std::optional<address> address_of(person_id who) = 0;
    // Who speaks for them: themselves, or the one to whom they were joined. `known_person` is always
    // the person of the address alone. As it is on disk.
    virtual person_id speaker_of(person_id who) const = 0;
    virtual std::vector<person_id> joined_to(person_id speaker) const = 0;

    // What is waiting, for the ticker, the sender and start-up; each at most `limit` rows.
    using due_row = storage::due_row;
    virtual std::vector<due_row> due(instant now, std::size_t limit) = 0;
    virtual instant next_due() = 0;
    virtual std::vector<posted_row> pending_posts(std::size_t limit) = 0;
    // Rows whose lease ran out: after a start all of them, also those that are due later, so that
    // the sender keeps their time; leases them anew until `lease`.
    virtual std::vector<outbox_row> unsent(instant now, instant lease, std::size_t limit) = 0;
    virtual std::vector<fetch_row> pending_fetches(std::size_t limit) = 0;
    virtual std::vector<parked_row> parked(std::size_t limit) = 0;
    virtual case_code last_case() = 0;

    // Unsettled web rows up to `seq` of that room: what the browser has acknowledged now.
    virtual std::vector<outbox_row> web_unsettled(person_id room, std::int64_t seq) = 0;

    // Web sessions and links. Tokens are hashed by the caller.
    using web_session = storage::web_session;
    virtual void put_session(const std::string& token_hash, const web_session& s) = 0;
    virtual std::optional<web_session> take_link(const std::string& token_hash,
                                                 instant now) = 0;  // single use
    virtual void put_link(const std::string& token_hash, const web_session& s) = 0;
    virtual void drop_sessions(const std::string& subject) = 0;

    // Small numbers and texts that must survive (poll offsets, webhook secrets made by us).
    virtual std::optional<std::string> setting(const std::string& key) = 0;
    virtual void set_setting(const std::string& key, const std::string& value) = 0;

    // Deletes what is older than its retention, a bounded piece at a time; true when more is left.
    virtual bool prune(instant now) = 0;
};

}  // namespace linli::storage
