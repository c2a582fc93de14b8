// What was taken and when: the dedupe keys, and the record of everything that people said and
// pressed
// (`linli export --messages`, timelines).
//
// A key stands in the order of the platform's own time. One without a usable minute (none, or more
// than a week from our clock: a button under an old card) is kept apart by the time of its arrival,
// so that pruning by minute cannot forget it early.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "storage/address_book.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class record {
public:
    record(connection& db, const key_ring& keys, address_book& book);

    bool seen(const dedupe_key& key);
    // The room's newest message as it was read just now; good until the next write.
    void ends_at(person_id room, std::int64_t newest) { known_ends_[room] = newest; }
    // Writes the key and, for said and pressed, the message; gives its row's id, else 0. Throws
    // when the key is there already. An event that has an id was recorded before: only its case is
    // set.
    std::int64_t write(const recorded& r);
    // The chain of each room gets its new end; call after all `write`s and before the states are
    // written. What `states` takes is not written here.
    std::map<person_id, std::int64_t> take_ends() {
        known_ends_.clear();
        return std::exchange(ends_, {});
    }
    void rolled_back() { take_ends(); }

    void forget(person_id room, std::int64_t newest);
    bool prune(instant now, std::size_t rows);

private:
    void write_key(const dedupe_key& key, instant at);
    std::int64_t end_of(person_id room);

    connection& db_;
    const key_ring& keys_;
    address_book& book_;
    std::int64_t latest_minute_;
    std::int64_t last_ = 0;  // the number of a message is never given twice, also after a deletion
    std::map<person_id, std::int64_t> ends_;
    std::unordered_map<person_id, std::int64_t> known_ends_;
    statement find_, find_undated_, put_, put_undated_, put_message_, set_about_, end_, prev_, drop_, keep_last_,
        prune_, prune_undated_;
};

}  // namespace linli::storage
