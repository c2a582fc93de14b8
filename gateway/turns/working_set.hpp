// What the store thread has in memory: conversations, cases and the office as they are on disk (a
// bounded cache), and over them what the batch that runs now has changed. A batch that is rolled back
// drops its overlay and nothing else, so the cache never holds what is not on disk.
//
// Store thread only. The overlay lives inside `changes`, which the store writes, so no state is copied
// to be written. Pointers are good until the next call that changes or loads something.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "gateway/turns/lru.hpp"
#include "storage/store.hpp"

namespace linli::gateway {

struct address_hash {
    std::size_t operator()(const storage::address& a) const {
        return std::hash<std::string>{}(a.chat) * 31 + std::hash<std::string>{}(a.channel);
    }
};

class working_set {
public:
    working_set(storage::store& store, std::size_t conversations);

    // The staff room, whose state is kept apart from the conversations, and the departments' own rooms.
    void set_office(person_id room);
    void set_rooms(const std::vector<department_room>& rooms);
    person_id office_room() const { return office_.room; }
    // Whether that chat is a room of staff. A bot may be put into any group; only these are ours.
    bool is_office(const storage::address& chat) const { return room_chats_.contains(chat); }

    // Known from an earlier batch; nullptr when the store must be asked.
    const storage::known_person* person(const storage::address& a);
    // Learned by this batch: lasting only after `keep`.
    void learn(const storage::address& a, const storage::known_person& p);
    bool has(person_id room) { return conversations_.find(room) || overlay_.contains(room); }
    void loaded(conversation c);  // as it is on disk
    void loaded(case_file f);

    // The state that the next turn of this batch sees. Asks the store where nothing is known.
    const conversation& conversation_of(person_id room);
    const office& current_office() const;
    const case_file* case_of(case_code code);  // nullptr: there is none
    void load_cases(const std::vector<case_code>& codes);
    std::vector<case_file> open_cases();  // asked from the store, with this batch's changes
    // The same for place_key; good until the next change. What one turn loads does not push them out.
    std::vector<const case_file*> near(const std::string& key);

    void expect(std::size_t events);  // makes room, so that what a batch collects is not moved as it grows
    // This batch changed it. The version is the one on disk, whatever the turn says.
    void change(person_id room, conversation c, instant due, bool exact);
    void change(office o, instant due, bool exact);
    void change(case_file f, instant due, bool exact);

    storage::batch_changes changes;

    void keep();                                              // the batch is on disk: the overlay becomes the cache
    void undo();                                              // it is not: the overlay and what was learned are dropped
    void forget(person_id who);                               // after keep
    void moved(person_id room, const storage::address& now);  // after keep

private:
    void drop_addresses_of(person_id who);  // whether they may be written to has changed

    storage::store& store_;
    lru<person_id, conversation> conversations_;
    lru<case_code, case_file> cases_;
    lru<storage::address, storage::known_person, address_hash> persons_;
    office office_;
    std::map<storage::address, person_id> room_chats_;
    conversation blank_;  // of a room that was never stored

    std::unordered_map<person_id, std::size_t> overlay_;       // -> changes.conversations
    std::unordered_map<case_code, std::size_t> case_overlay_;  // -> changes.cases
    std::unordered_map<storage::address, storage::known_person, address_hash> learned_;
    std::vector<person_id> created_;  // learned, and not on disk before this batch
};

}  // namespace linli::gateway
