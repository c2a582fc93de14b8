// The contract between the turn loop and a database: load what a batch needs in one go, commit all
// that it changed in one transaction with full durability.
//
// Thread: one writer. A `store` is used by the store thread alone; a `reader` (storage/reader.hpp)
// has a connection of its own and is used by whoever made it. Errors: every call throws
// `store_error` when the database fails (full disk included, `store_error::full`); nothing of that
// call happened then, and the caller answers 503. Two stores must never share a data folder.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "dialogs/conversation.hpp"
#include "dialogs/staff_room.hpp"
#include "dialogs/turn.hpp"
#include "storage/rows.hpp"

namespace linli::storage {

struct store_error : std::runtime_error {
    store_error(const std::string& what, bool full_) : std::runtime_error(what), full(full_) {}
    bool full;  // no space left: heals by itself when space returns
};

struct batch_keys {
    std::vector<dedupe_key> dedupe;
    std::vector<address> addresses;        // unknown ones get a new person, in the next commit
    std::vector<person_id> conversations;  // offices too
    std::vector<case_code> cases;
    std::vector<receipt_key> receipts;
    std::vector<tag_key> tags;
    std::vector<thread_key> threads;      // by case
    std::vector<receipt_key> thread_ids;  // by the platform's id of the thread
    std::vector<std::int64_t> parked;     // rows that may be taken again
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
    std::vector<case_code> near;   // at most a handful, newest first
    std::vector<case_file> found;  // of `search`, the most fitting first; at most found_max
};

inline constexpr std::size_t found_max = 5;  // what somebody reads in a chat

template <class State>
struct state_write {
    State state;  // `version` is the one that was read; the row must still have it, and then has
                  // one more
    instant due{};
    bool exact = false;  // set the row's due time; else only bring it forward (lazy timers)
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
    std::vector<std::pair<person_id, bool>> reachable;  // true counts before `outbox`, false after it
    std::vector<std::pair<person_id, address>> moved;   // a group became a supergroup
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
