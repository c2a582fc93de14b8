#include "gateway/turns/working_set.hpp"

#include <algorithm>

#include "dialogs/incidents.hpp"

namespace linli::gateway {

namespace {
constexpr std::size_t least_cached = 512;  // more than one batch can name, so nothing it needs is dropped
constexpr std::size_t cases_cached = 256;  // ~2 KB each; any other costs a read
}  // namespace

working_set::working_set(storage::store& store, std::size_t conversations)
    : store_(store),
      conversations_(std::max(conversations, least_cached)),
      cases_(cases_cached),
      persons_(std::max(conversations, least_cached) * 2) {}  // a person and now and then a room

void working_set::set_office(person_id room) {
    office_ = {};
    office_.room = room;
    room_chats_.clear();
    if (room == person_id::nobody) return;
    if (auto chat = store_.address_of(room)) room_chats_.emplace(*std::move(chat), room);
    storage::batch_keys keys;
    keys.conversations = {room};
    auto got = store_.load(keys);
    if (!got.offices.empty() && got.offices.front()) office_ = std::move(*got.offices.front());
    office_.room = room;
}

void working_set::set_rooms(const std::vector<department_room>& rooms) {
    std::erase_if(room_chats_, [&](const auto& known) { return known.second != office_.room; });
    for (const auto& d : rooms)
        if (auto chat = store_.address_of(d.room)) room_chats_.emplace(*std::move(chat), d.room);
}

void working_set::learn(const storage::address& a, const storage::known_person& p) {
    learned_.insert_or_assign(a, p);
    if (p.created) created_.push_back(p.id);
}

const storage::known_person* working_set::person(const storage::address& a) {
    if (const auto it = learned_.find(a); it != learned_.end()) return &it->second;
    return persons_.find(a);
}

void working_set::loaded(conversation c) {
    const auto id = c.id;
    conversations_.put(id, std::move(c));
}

void working_set::loaded(case_file f) {
    const auto code = f.code;
    cases_.put(code, std::move(f));
}

const conversation& working_set::conversation_of(person_id room) {
    if (auto it = overlay_.find(room); it != overlay_.end()) return changes.conversations[it->second].state;
    if (const auto* known = conversations_.find(room)) return *known;
    const bool stored = std::ranges::find(created_, room) == created_.end();
    if (room != office_.room && room != person_id::nobody && stored) {
        storage::batch_keys keys;
        keys.conversations = {room};
        auto got = store_.load(keys);
        if (!got.conversations.empty() && got.conversations.front())
            return conversations_.put(room, std::move(*got.conversations.front()));
    }
    blank_ = {};
    blank_.id = room;
    return blank_;
}

const office& working_set::current_office() const {
    return changes.offices.empty() ? office_ : changes.offices.front().state;
}

const case_file* working_set::case_of(case_code code) {
    if (auto it = case_overlay_.find(code); it != case_overlay_.end()) return &changes.cases[it->second].state;
    return cases_.find(code);
}

void working_set::load_cases(const std::vector<case_code>& codes) {
    storage::batch_keys keys;
    for (auto code : codes)
        if (!case_of(code)) keys.cases.push_back(code);
    if (keys.cases.empty()) return;
    auto got = store_.load(keys);
    for (auto& f : got.cases)
        if (f) loaded(std::move(*f));
}

std::vector<case_file> working_set::open_cases() {
    storage::batch_keys keys;
    keys.open_cases = true;
    auto all = store_.load(keys).open_cases;
    std::erase_if(all, [&](const case_file& f) { return case_overlay_.contains(f.code); });
    for (const auto& w : changes.cases)
        if (is_open(w.state.state)) all.push_back(w.state);
    std::ranges::sort(all, {}, &case_file::code);
    return all;
}

std::vector<const case_file*> working_set::near(const std::string& key) {
    storage::batch_keys keys;
    keys.near = key;
    auto codes = store_.load(keys).near;
    std::erase_if(codes, [&](case_code code) { return case_overlay_.contains(code); });
    load_cases(codes);
    std::vector<const case_file*> all;
    for (const auto code : codes)
        if (const auto* f = case_of(code)) all.push_back(f);
    for (const auto& w : changes.cases)
        if (w.state.state < state::resolved && place_key(w.state.category, w.state.place) == key)
            all.push_back(&w.state);
    return all;
}

void working_set::expect(std::size_t events) {
    changes.events.reserve(events);
    changes.conversations.reserve(events);
    changes.cases.reserve(events);
    changes.outbox.reserve(2 * events);
}

void working_set::change(person_id room, conversation c, instant due, bool exact) {
    if (auto it = overlay_.find(room); it != overlay_.end()) {
        auto& w = changes.conversations[it->second];
        c.version = w.state.version;
        w = {std::move(c), due, w.exact || exact};
        return;
    }
    c.version = conversation_of(room).version;
    overlay_.emplace(room, changes.conversations.size());
    changes.conversations.push_back({std::move(c), due, exact});
}

void working_set::change(office o, instant due, bool exact) {
    o.room = office_.room;
    o.version = office_.version;
    if (changes.offices.empty())
        changes.offices.push_back({std::move(o), due, exact});
    else
        changes.offices.front() = {std::move(o), due, changes.offices.front().exact || exact};
}

void working_set::change(case_file f, instant due, bool exact) {
    if (auto it = case_overlay_.find(f.code); it != case_overlay_.end()) {
        auto& w = changes.cases[it->second];
        f.version = w.state.version;
        w = {std::move(f), due, w.exact || exact};
        return;
    }
    const auto* before = cases_.find(f.code);
    f.version = before ? before->version : 0;
    case_overlay_.emplace(f.code, changes.cases.size());
    changes.cases.push_back({std::move(f), due, exact});
}

void working_set::keep() {
    for (auto& w : changes.conversations) {
        ++w.state.version;
        loaded(std::move(w.state));
    }
    for (auto& w : changes.cases) {
        ++w.state.version;
        loaded(std::move(w.state));
    }
    for (auto& w : changes.offices) {
        ++w.state.version;
        office_ = std::move(w.state);
    }
    for (auto& [a, p] : learned_) {
        p.created = false;
        persons_.put(a, p);
    }
    for (const auto& [who, yes] : changes.reachable) drop_addresses_of(who);
    for (const auto& l : changes.lost) drop_addresses_of(l.who);
    for (const auto& j : changes.joins) drop_addresses_of(j.who);
    for (const auto who : changes.parts) drop_addresses_of(who);
    undo();
}

void working_set::drop_addresses_of(person_id who) {
    const auto speaker = store_.speaker_of(who);
    persons_.drop_if(
        [&](const auto&, const storage::known_person& p) { return p.id == who || store_.speaker_of(p.id) == speaker; });
}

void working_set::undo() {
    changes = {};
    overlay_.clear();
    case_overlay_.clear();
    learned_.clear();
    created_.clear();
}

void working_set::forget(person_id who) {
    conversations_.drop(who);
    persons_.drop_if([&](const auto&, const storage::known_person& p) { return p.id == who; });
    cases_.clear();  // their contact was removed there
}

void working_set::moved(person_id room, const storage::address& now) {
    persons_.drop_if([&](const auto&, const storage::known_person& p) { return p.id == room; });
    persons_.put(now, {room, true, false});
    const auto ours = std::ranges::find(room_chats_, room, &std::pair<const storage::address, person_id>::second);
    if (ours == room_chats_.end()) return;
    room_chats_.erase(ours);
    room_chats_.emplace(now, room);
}

}  // namespace linli::gateway
