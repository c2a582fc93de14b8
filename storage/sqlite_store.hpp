// The store (storage/store.hpp) in one SQLite file.
//
// `open` makes a new database and its key, or brings an older one up to date; its error is a
// sentence for people (wrong or missing key, a newer schema, not a database of ours, no space).
// Hold the data folder's lock first (data_lock.hpp) and run checkpoints beside it (checkpoint.hpp).
#pragma once

#include <filesystem>
#include <memory>
#include <set>

#include "storage/address_book.hpp"
#include "storage/attempts.hpp"
#include "storage/case_search.hpp"
#include "storage/photo_rights.hpp"
#include "storage/queues.hpp"
#include "storage/receipts.hpp"
#include "storage/record.hpp"
#include "storage/states.hpp"
#include "storage/threads.hpp"
#include "storage/web_rooms.hpp"
#include "storage/web_sessions.hpp"

namespace linli::storage {

struct sqlite_options {
    std::filesystem::path database;
    std::filesystem::path key_file;      // outside the data folder
    std::set<std::string> web_channels;  // those that we host: their messages become history rows
    std::int64_t max_bytes = 0;          // of the database file; 0 = as much as the disk has
    bool durable = true;                 // false: synchronous=OFF, so that a test can notice it
};

// Opens the key file of this database, for a second connection (the reader) as well. May make the
// key only where the database has none yet.
result<key_ring, std::string> open_keys(connection& db, const std::filesystem::path& file, bool may_create);

class sqlite_store : public store {
public:
    static result<std::unique_ptr<sqlite_store>, std::string> open(const sqlite_options& options);

    loaded load(const batch_keys& keys) override;
    void commit(batch_changes& changes) override;

    person_id person_for(const address& where) override;
    void bind(person_id who, const address& where) override;
    std::optional<address> address_of(person_id who) override { return book_.address_of(who); }
    person_id speaker_of(person_id who) const override { return book_.speaker_of(who); }
    std::vector<person_id> joined_to(person_id speaker) const override { return book_.joined_to(speaker); }

    std::vector<due_row> due(instant now, std::size_t limit) override;
    instant next_due() override { return states_.next_due(); }
    std::vector<posted_row> pending_posts(std::size_t limit) override { return queues_.posts(limit); }
    std::vector<outbox_row> unsent(instant now, instant lease, std::size_t limit) override;
    std::vector<fetch_row> pending_fetches(std::size_t limit) override { return queues_.fetches(limit); }
    std::vector<parked_row> parked(std::size_t limit) override { return queues_.parked(limit); }
    case_code last_case() override { return states_.last_case(); }
    std::vector<outbox_row> web_unsettled(person_id room, std::int64_t seq) override;

    void put_session(const std::string& token_hash, const web_session& s) override;
    std::optional<web_session> take_link(const std::string& token_hash, instant now) override;
    void put_link(const std::string& token_hash, const web_session& s) override;
    void drop_sessions(const std::string& subject) override;
    std::optional<std::string> setting(const std::string& key) override;
    void set_setting(const std::string& key, const std::string& value) override;
    bool prune(instant now) override;

private:
    struct filled;  // what a commit found out, kept apart until it is on disk

    sqlite_store(const sqlite_options& options, const key_ring& keys);
    void write_all(const batch_changes& c, filled& f);
    void write_people(const batch_changes& c);
    void write_events(const batch_changes& c, filled& f);
    void route_outbox(const batch_changes& c, filled& f);
    void write_history(const batch_changes& c, filled& f);
    void write_outbox(const batch_changes& c, filled& f);
    void write_queues(const batch_changes& c, filled& f);
    void sign_out(person_id who);
    void forget(person_id who, filled& f);
    static void fill(batch_changes& c, filled& f);
    void saw(instant t) { latest_ = std::max(latest_, t); }
    void empty_log();  // what was forgotten must leave the write-ahead log too

    key_ring keys_;
    connection db_;
    std::set<std::string> web_channels_;
    address_book book_;
    record record_;
    states states_;
    queues queues_;
    receipts receipts_;
    attempts attempts_;
    threads threads_;
    web_rooms rooms_;
    web_sessions sessions_;
    photo_rights photos_;
    case_search search_;
    statement setting_, put_setting_;
    instant latest_{};           // storage has no clock: the latest time that anyone named
    bool owes_emptying_ = true;  // also after a start, which may follow a crash
};

}  // namespace linli::storage
