#include "storage/address_book.hpp"

#include <algorithm>

namespace linli::storage {
namespace {

constexpr std::size_t generation =
    8192;                               // two of them hold 10,000 live conversations in about 2 MB
constexpr std::size_t most_new = 4096;  // left over by failed commits; a batch brings 128 at most

}  // namespace

address_book::address_book(connection& db, const key_ring& keys)
    : db_(db),
      keys_(keys),
      by_person_(generation),
      find_(db,
            "SELECT a.person, p.reachable FROM address a JOIN person p ON p.id=a.person WHERE "
            "a.hash=?"),
      person_(db, "SELECT reachable, coalesce(channel, 0) FROM person WHERE id=?"),
      of_person_(db, "SELECT channel, sealed FROM address WHERE person=? ORDER BY id"),
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
      put_channel_(db, "UPDATE person SET channel=? WHERE id=?"),
      channel_(db, "SELECT id FROM channel WHERE name=?"),
      name_(db, "SELECT name FROM channel WHERE id=?"),
      new_channel_(db, "INSERT INTO channel(name) VALUES(?)") {
    statement last(db, "SELECT coalesce(max(id), 0) FROM person");
    auto rows = last.query();
    if (rows.next()) next_person_ = rows.integer(0) + 1;
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

address_book::entry& address_book::open(person_id who) {
    const auto id = static_cast<std::int64_t>(who);
    if (auto* known = by_person_.find(id)) return *known;
    entry e;
    {
        auto rows = person_.query(who);
        if (rows.next()) {
            e.reachable = rows.integer(0) != 0;
            e.last_channel = rows.integer(1);
        }
    }
    auto rows = of_person_.query(who);
    while (rows.next()) {
        auto chat = keys_.unseal("address", rows.text(1));
        if (!chat) throw store_error("an address does not open with this key", false);
        e.chats.emplace_back(rows.integer(0), std::move(*chat));
    }
    return by_person_.put(id, std::move(e));
}

std::optional<address> address_book::address_of(person_id who) {
    const auto& e = open(who);
    if (e.chats.empty()) return std::nullopt;
    auto at = std::ranges::find(e.chats, e.last_channel, [](const auto& c) { return c.first; });
    if (at == e.chats.end()) at = e.chats.begin();
    return address{channel_name(at->first), at->second};
}

std::vector<address> address_book::addresses_of(person_id who) {
    std::vector<address> all;
    for (const auto& [channel, chat] : open(who).chats)
        all.push_back({channel_name(channel), chat});
    return all;
}

bool address_book::reachable(person_id who) { return open(who).reachable; }

void address_book::store_new() {
    for (const auto& [where, who] : new_) {
        put_person_.run(who);
        bind(who, where);
    }
}

void address_book::bind(person_id who, const address& where) {
    if (const auto before = find(where)) by_person_.drop(static_cast<std::int64_t>(before->id));
    const auto sum = address_hash(keys_, where);
    const auto sealed = keys_.seal("address", where.chat);
    put_address_.run(blob{sum}, who, channel_number(where.channel), blob{sealed});
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::move(person_id who, const address& where) {
    const auto sum = address_hash(keys_, where);
    if (const auto before = find(where)) {  // somebody was made for the new address already
        if (before->id == who) return;
        drop_hash_.run(blob{sum});
        by_person_.drop(static_cast<std::int64_t>(before->id));
    }
    const auto sealed = keys_.seal("address", where.chat);
    // In place, so that it keeps its rank among the person's addresses.
    if (replace_.run(blob{sum}, blob{sealed}, who, channel_number(where.channel)) == 0)
        return bind(who, where);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::set_reachable(person_id who, bool yes) {
    if (open(who).reachable == yes) return;
    put_reachable_.run(yes ? 1 : 0, who);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::wrote_by(person_id who, const std::string& channel) {
    const auto& e = open(who);
    if (e.chats.size() < 2 || channel.empty()) return;
    const auto number = channel_number(channel);
    if (e.last_channel == number) return;
    put_channel_.run(number, who);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::forget(person_id who) {
    drop_all_.run(who);
    put_reachable_.run(0, who);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::committed() { new_.clear(); }

void address_book::rolled_back() {
    by_person_.clear();
    channels_.clear();
    names_.clear();
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
