// The rows that turns change: conversations, the staff room, cases and their logs. Each carries a
// version and the time when it must be looked at again.
//
// Thread: the writer's; `write` inside a transaction. Throws store_error, also for a version that
// was not the expected one.
#pragma once

#include <optional>
#include <vector>

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class states {
public:
    states(connection& db, const key_ring& keys);

    // Gives the room's newest message; 0 when there is none.
    std::int64_t load(person_id id, std::optional<conversation>& talk, std::optional<linli::office>& office);
    std::optional<case_file> load_case(case_code code);
    std::vector<case_file> open_cases();
    std::vector<case_code> near(const std::string& key);  // unresolved ones of that place_key, newest first

    // `newest`: the room's newest message when it has a new one, else 0.
    void write(const state_write<conversation>& w, std::int64_t newest);
    void write(const state_write<linli::office>& w, std::int64_t newest);
    void write_end(person_id room, std::int64_t newest);  // for a room whose state is not written
    void write(const state_write<case_file>& w);
    void write(const case_entry& e);
    void set_due(const due_row& row, instant due);

    std::vector<store::due_row> due(instant now, std::size_t limit);
    instant next_due();
    case_code last_case();
    std::int64_t newest_message(person_id room);
    void drop(person_id room);

private:
    void write_room(int kind, person_id id, std::int64_t version, const std::string& state, instant due, bool exact,
                    std::int64_t newest);

    connection& db_;
    const key_ring& keys_;
    statement load_, load_case_, open_, near_, insert_, keep_due_, bring_forward_, set_due_, put_end_, insert_case_,
        update_case_, move_case_, put_entry_, talk_due_, case_due_, due_, next_, last_case_, newest_, drop_;
};

// A case as its row has it; shared with the reader.
case_file case_of(std::int64_t version, std::string_view body, const key_ring& keys);

}  // namespace linli::storage
