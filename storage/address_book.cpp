#include "storage/address_book.hpp"

#include <algorithm>

namespace linli::storage {
namespace {

constexpr std::size_t generation = 1024;       // two of them; whoever is not there costs a read and an unsealing
constexpr std::chrono::minutes heard_step{1};  // a talk does not rewrite its address each time
constexpr std::size_t most_new = 4096;         // left over by failed commits; a batch brings 128 at most

}  // namespace

address_book::address_book(connection& db, const key_ring& keys)
    : db_(db),
      keys_(keys),
      by_person_(generation),
      find_(db,
            "SELECT a.person, coalesce(s.reachable, p.reachable) FROM address a "
            "JOIN person p ON p.id=a.person LEFT JOIN person s ON p.joined>0 AND s.id=p.joined "
            "WHERE a.hash=?"),
      person_(db, "SELECT reachable, coalesce(channel, 0), last_own FROM person WHERE id=?"),
      of_person_(db, "SELECT channel, sealed, heard FROM address WHERE person=? ORDER BY id"),
      put_person_(db, "INSERT INTO person(id) VALUES(?)"),
      put_address_(db,
                   "INSERT INTO address(hash, person, channel, sealed) VALUES(?, ?, ?, ?) "
                   "ON CONFLICT(hash) DO UPDATE SET person=excluded.person"),
      replace_(db,
               "UPDATE address SET hash=?, sealed=? "
               "WHERE id=(SELECT min(id) FROM address WHERE person=? AND channel=?)"),
      drop_hash_(db, "DELETE FROM address WHERE hash=?"),
      drop_all_(db, "DELETE FROM address WHERE person=?"),
      put_reachable_(db, "UPDATE person SET reachable=? WHERE id=?"),
      put_channel_(db, "UPDATE person SET channel=?, last_own=? WHERE id=?"),
      put_heard_(db, "UPDATE address SET heard=? WHERE person=? AND channel=?"),
      channel_(db, "SELECT id FROM channel WHERE name=?"),
      name_(db, "SELECT name FROM channel WHERE id=?"),
      new_channel_(db, "INSERT INTO channel(name) VALUES(?)"),
      joined_(db, "SELECT id, joined FROM person WHERE joined>0 ORDER BY id"),
      put_joined_(db, "UPDATE person SET joined=? WHERE id=?"),
      part_(db,
            "UPDATE person SET joined=0, reachable=(SELECT reachable FROM person WHERE id=?2) "
            "WHERE id=?1"),
      unlast_(db, "UPDATE person SET channel=NULL, last_own=0 WHERE id=? AND last_own=?"),
      part_all_(db, "UPDATE person SET joined=0 WHERE joined>0 AND joined=?") {
    statement last(db, "SELECT coalesce(max(id), 0) FROM person");
    auto rows = last.query();
    if (rows.next()) next_person_ = rows.integer(0) + 1;
    read_joined();
}

void address_book::read_joined() {
    speakers_.clear();
    groups_.clear();
    auto rows = joined_.query();
    while (rows.next()) {
        const auto who = rows.id<person_id>(0), speaker = rows.id<person_id>(1);
        speakers_[who] = speaker;
        groups_[speaker].push_back(who);
    }
}

person_id address_book::speaker_of(person_id who) const {
    const auto at = speakers_.find(who);
    return at == speakers_.end() ? who : at->second;
}

std::vector<person_id> address_book::joined_to(person_id speaker) const {
    const auto at = groups_.find(speaker);
    return at == groups_.end() ? std::vector<person_id>() : at->second;
}

void address_book::drop(person_id who) {
    by_person_.drop(static_cast<std::int64_t>(who));
    by_person_.drop(static_cast<std::int64_t>(speaker_of(who)));
}

std::string address_hash(const key_ring& keys, const address& where) {
    return keys.hash("address", where.channel + '\n' + where.chat);
}

std::optional<known_person> address_book::find(const address& where) {
    const auto sum = address_hash(keys_, where);
    auto rows = find_.query(blob{sum});
    if (!rows.next()) return std::nullopt;
    return known_person{rows.id<person_id>(0), rows.integer(1) != 0, false};
}

known_person address_book::find_or_make(const address& where) {
    if (const auto made = new_.find(where); made != new_.end()) return {made->second, true, true};
    if (const auto known = find(where)) return *known;
    if (new_.size() >= most_new) new_.clear();
    const auto who = static_cast<person_id>(next_person_++);
    new_.emplace(where, who);
    return {who, true, true};
}

address_book::entry& address_book::open(person_id whoever) {
    const auto who = speaker_of(whoever);
    const auto id = static_cast<std::int64_t>(who);
    if (auto* known = by_person_.find(id)) return *known;
    entry e;
    {
        auto rows = person_.query(who);
        if (rows.next()) {
            e.reachable = rows.integer(0) != 0;
            e.last_channel = rows.integer(1);
            e.last_own = rows.integer(2);
        }
    }
    read_chats(who, who, e);
    for (const auto other : joined_to(who)) read_chats(other, who, e);
    return by_person_.put(id, std::move(e));
}

void address_book::read_chats(person_id own, person_id speaker, entry& into) {
    const auto whose = own == speaker ? 0 : static_cast<std::int64_t>(own);
    auto rows = of_person_.query(own);
    while (rows.next()) {
        auto chat = keys_.unseal("address", rows.text(1));
        if (!chat) throw store_error("an address does not open with this key", false);
        into.chats.push_back({whose, rows.integer(0), std::move(*chat), rows.time(2)});
    }
}

std::optional<address> address_book::address_of(person_id who) {
    auto found = way_to(who, {});
    if (!found) return std::nullopt;
    return std::move(found->to);
}

std::optional<address_book::way> address_book::way_to(person_id who, const std::vector<std::string>& tried) {
    const auto& e = open(who);
    const entry::chat* best = nullptr;
    std::size_t left = 0;
    for (const auto& c : e.chats) {
        if (std::ranges::find(tried, channel_name(c.channel)) != tried.end()) continue;
        ++left;
        if (!best || (e.is_last(c) && !e.is_last(*best))) best = &c;
    }
    if (!best) return std::nullopt;
    const auto own = best->own ? static_cast<person_id>(best->own) : speaker_of(who);
    way out{{channel_name(best->channel), best->name}, std::nullopt, left > 1, own};
    if (best->heard != instant{}) out.heard = best->heard;
    return out;
}

std::vector<address> address_book::addresses_of(person_id who) {
    std::vector<address> all;
    for (const auto& c : open(who).chats) all.push_back({channel_name(c.channel), c.name});
    return all;
}

bool address_book::reachable(person_id who) { return open(who).reachable; }

void address_book::store_new() {
    for (const auto& [where, who] : new_) {
        put_person_.run(who);
        write(who, where);
        entry e;
        e.chats.push_back({0, channel_number(where.channel), where.chat, {}});
        by_person_.put(static_cast<std::int64_t>(who), std::move(e));
    }
}

void address_book::write(person_id who, const address& where) {
    const auto sum = address_hash(keys_, where);
    const auto sealed = keys_.seal("address", where.chat);
    put_address_.run(blob{sum}, who, channel_number(where.channel), blob{sealed});
}

void address_book::bind(person_id who, const address& where) {
    if (const auto before = find(where)) drop(before->id);
    write(who, where);
    drop(who);
}

void address_book::move(person_id who, const address& where) {
    const auto sum = address_hash(keys_, where);
    if (const auto before = find(where)) {  // somebody was made for the new address already
        if (before->id == who) return;
        drop_hash_.run(blob{sum});
        drop(before->id);
    }
    const auto sealed = keys_.seal("address", where.chat);
    // In place, so that it keeps its rank among the person's addresses.
    if (replace_.run(blob{sum}, blob{sealed}, who, channel_number(where.channel)) == 0) return bind(who, where);
    drop(who);
}

void address_book::set_reachable(person_id who, bool yes) {
    if (open(who).reachable == yes) return;
    put_reachable_.run(yes ? 1 : 0, speaker_of(who));
    drop(who);
}

void address_book::wrote_by(const batch_changes::written& w) {
    const auto& e = open(w.who);
    if (w.channel.empty() || (e.chats.size() < 2 && w.at == instant{})) return;
    const auto speaker = speaker_of(w.who);
    const auto number = channel_number(w.channel);
    const bool by_own = w.own == person_id::nobody || w.own == speaker;
    const auto own = by_own ? 0 : static_cast<std::int64_t>(w.own);
    bool changed = false;
    if (e.chats.size() > 1 && (e.last_channel != number || e.last_own != own))
        changed = put_channel_.run(number, own, speaker) > 0;
    const auto c =
        std::ranges::find_if(e.chats, [&](const entry::chat& one) { return one.channel == number && one.own == own; });
    if (c != e.chats.end() && w.at - c->heard >= heard_step)
        changed = put_heard_.run(w.at, by_own ? speaker : w.own, number) > 0 || changed;
    if (changed) drop(speaker);
}

void address_book::lost(person_id who, const std::string& channel, bool gone) {
    const auto& e = open(who);
    const auto number = known_channel(channel).value_or(0);
    const auto other = std::ranges::find_if(e.chats, [&](const entry::chat& c) { return c.channel != number; });
    if (other == e.chats.end()) {
        if (gone) set_reachable(who, false);
        return;
    }
    // Without a last one, messages go to the oldest.
    const auto used = e.last_channel ? e.last_channel : e.chats.front().channel;
    if (used != number) return;
    put_channel_.run(other->channel, other->own, speaker_of(who));
    drop(who);
}

void address_book::join(person_id who, person_id whom) {
    const auto into = speaker_of(whom);
    if (speaker_of(who) != who || into == who) return;
    auto moving = joined_to(who);
    moving.push_back(who);
    drop(into);
    for (const auto one : moving) {
        drop(one);
        put_joined_.run(into, one);
        speakers_[one] = into;
        groups_[into].push_back(one);
    }
    groups_.erase(who);
}

void address_book::part(person_id who) {
    const auto speaker = speaker_of(who);
    if (speaker == who) return;
    drop(who);
    part_.run(who, speaker);
    unlast_.run(speaker, who);
    speakers_.erase(who);
    auto& rest = groups_[speaker];
    std::erase(rest, who);
    if (rest.empty()) groups_.erase(speaker);
}

void address_book::forget(person_id who) {
    drop(who);
    drop_all_.run(who);
    part(who);
    put_reachable_.run(0, who);
    for (const auto other : joined_to(who)) speakers_.erase(other);
    groups_.erase(who);
    part_all_.run(who);
}

void address_book::committed() { new_.clear(); }

void address_book::rolled_back() {
    by_person_.clear();
    channels_.clear();
    names_.clear();
    read_joined();
}

std::optional<std::int64_t> address_book::known_channel(const std::string& name) {
    if (const auto at = channels_.find(name); at != channels_.end()) return at->second;
    auto rows = channel_.query(name);
    if (!rows.next()) return std::nullopt;
    return channels_[name] = rows.integer(0);
}

std::int64_t address_book::channel_number(const std::string& name) {
    if (const auto known = known_channel(name)) return *known;
    new_channel_.run(name);
    return channels_[name] = db_.last_id();
}

const std::string& address_book::channel_name(std::int64_t number) {
    auto [at, unknown] = names_.try_emplace(number);
    if (!unknown) return at->second;
    auto rows = name_.query(number);
    if (rows.next()) at->second = rows.copy(0);
    return at->second;
}

}  // namespace linli::storage
