// A store in memory that remembers in which order it was used and fails when it is told to.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "storage/store.hpp"

namespace linli::test {

class memory_store : public storage::store {
public:
    // Faults. `refuse`: commits that hold such words fail, others succeed. Any thread.
    std::atomic<bool> broken{false};
    std::string refuse;
    std::set<person_id> unreadable;  // loads of such a row fail
    std::atomic<int> commits{0};
    std::atomic<int> loads{0};

    // What is on disk.
    std::map<storage::address, person_id> book;
    std::set<storage::dedupe_key> dedupe;
    std::vector<storage::recorded> events;
    std::map<person_id, conversation> conversations;
    std::map<person_id, office> offices;
    std::map<case_code, case_file> cases;
    std::vector<case_entry> entries;
    std::map<std::int64_t, storage::outbox_row> outbox;
    std::vector<storage::batch_changes::written> wrote;
    std::vector<storage::history_row> history;
    std::map<std::int64_t, linli::event> posts;
    std::map<std::string, storage::fetch_row> fetches;
    std::vector<storage::receipt> receipts;
    std::vector<storage::attempt> attempts;
    std::vector<storage::thread> threads;
    std::vector<storage::parked_row> parked_rows;
    std::map<person_id, instant> due_at;
    std::map<case_code, instant> case_due_at;
    std::map<person_id, bool> reached;
    std::map<person_id, person_id> speakers;
    std::map<std::string, std::string> settings;
    std::vector<std::size_t> batch_sizes;

    memory_store();
    ~memory_store() override;

    storage::loaded load(const storage::batch_keys& k) override;

    void commit(storage::batch_changes& c) override;

    person_id person_for(const storage::address& a) override;
    void bind(person_id who, const storage::address& a) override;
    person_id speaker_of(person_id who) const override;
    std::vector<person_id> joined_to(person_id speaker) const override;
    std::optional<storage::address> address_of(person_id who) override;
    std::vector<due_row> due(instant now, std::size_t limit) override;
    instant next_due() override;
    std::vector<storage::posted_row> pending_posts(std::size_t) override;
    std::vector<storage::outbox_row> unsent(instant now, instant lease, std::size_t limit) override;
    std::vector<storage::fetch_row> pending_fetches(std::size_t) override;
    std::vector<storage::parked_row> parked(std::size_t) override;
    case_code last_case() override;
    std::vector<storage::outbox_row> web_unsettled(person_id room, std::int64_t seq) override;
    void put_session(const std::string&, const web_session&) override {}
    std::optional<web_session> take_link(const std::string&, instant) override;
    void put_link(const std::string&, const web_session&) override {}
    void drop_sessions(const std::string&) override {}
    std::optional<std::string> setting(const std::string& key) override;
    void set_setting(const std::string& key, const std::string& value) override;
    bool prune(instant) override;

    void start_anew();  // the outbox belongs to nobody

private:
    void check() const;
    void put_states(const storage::batch_changes& c);
    void put_messages(storage::batch_changes& c);
    void put_receipt(const storage::receipt& r);
    std::vector<storage::address> ways(person_id who, const std::vector<std::string>& tried) const;

    std::map<std::int64_t, instant> let_go_;  // leases of outbox rows that end; others are somebody's for good
    std::map<storage::address, person_id> new_;
    std::map<person_id, std::int64_t> seqs_;
    std::int64_t next_person_ = 1;
    std::int64_t next_id_ = 1;
};

}  // namespace linli::test
