// The reader (storage/reader.hpp) on one SQLite file: a connection of its own that changes nothing.
//
// Works beside a running `serve` and without one. `open` refuses a database of another release (a
// newer schema, or an older one that `serve` must bring up to date first) and a missing or wrong
// key; its error is a sentence for people.
#pragma once

#include <filesystem>
#include <memory>

#include "dialogs/result.hpp"
#include "storage/active_talks.hpp"
#include "storage/key_ring.hpp"
#include "storage/reader.hpp"
#include "storage/sqlite.hpp"
#include "storage/told_before.hpp"

namespace linli::storage {

class sqlite_reader : public reader {
public:
    // Its key, once the database is known to be one that this release reads.
    static result<key_ring, std::string> may_read(const std::filesystem::path& database,
                                                  const std::filesystem::path& key_file);
    static result<std::unique_ptr<sqlite_reader>, std::string> open(const std::filesystem::path& database,
                                                                    const std::filesystem::path& key_file);

    std::vector<case_file> cases(bool open_only, std::size_t limit) override;
    std::optional<case_file> find_case(case_code code) override;
    std::vector<case_entry> entries(case_code code) override;
    void messages(const std::function<bool(const message_row&)>& row) override;
    std::vector<message_row> messages_of(case_code code) override;
    std::vector<history_row> history(person_id room, std::int64_t after, std::size_t limit) override;
    std::int64_t last_seq(person_id room) override;
    std::optional<store::web_session> session(const std::string& token_hash, instant now) override;
    std::vector<store::web_session> staff_sessions(instant now) override;
    std::optional<store::web_session> link(const std::string& token_hash, instant now) override;
    std::optional<person_id> find_person(const address& where) override;
    bool may_see(const std::string& hash, person_id who, bool staff) override;
    bool is_named(const std::string& hash) override;
    counts count() override;
    talk_counts active_talks(instant drafts_end_by) override { return talks_.count(drafts_end_by); }
    std::string integrity() override;

private:
    sqlite_reader(const std::filesystem::path& database, const key_ring& keys);

    key_ring keys_;
    connection db_;
    statement open_cases_, all_cases_, case_, entries_, messages_, message_, messages_of_, history_, last_seq_,
        session_, sessions_, link_, person_, photo_, named_, counts_;
    storage::active_talks talks_;
    told_before told_;
};

}  // namespace linli::storage
