#include "storage/address_book.hpp"

#include <algorithm>

namespace linli::storage {
namespace {

constexpr std::size_t generation = 6000;  // two of them hold 10,000 live conversations in about 4 MB
constexpr std::size_t most_new = 4096;    // left over by failed commits; a batch brings 128 at most

std::string flat(const address& where) { return where.channel + '\n' + where.chat; }

}  // namespace

address_book::address_book(connection& db, const key_ring& keys)
    : db_(db),
      keys_(keys),
      by_address_(generation),
      by_person_(generation),
      find_(db, "SELECT person FROM address WHERE hash=?"),
      person_(db, "SELECT reachable, coalesce(channel, 0) FROM person WHERE id=?"),
      of_person_(db,
                 "SELECT a.channel, c.name, a.sealed FROM address a JOIN channel c ON c.id=a.channel "
                 "WHERE a.person=? ORDER BY a.id"),
      put_person_(db, "INSERT INTO person(id) VALUES(?)"),
      put_address_(db,
                   "INSERT INTO address(hash, person, channel, sealed) VALUES(?, ?, ?, ?) "
                   "ON CONFLICT(hash) DO UPDATE SET person=excluded.person"),
      drop_on_channel_(db, "DELETE FROM address WHERE person=? AND channel=?"),
      drop_all_(db, "DELETE FROM address WHERE person=?"),
      put_reachable_(db, "UPDATE person SET reachable=? WHERE id=?"),
      put_channel_(db, "UPDATE person SET channel=? WHERE id=?"),
      channel_(db, "SELECT id FROM channel WHERE name=?"),
      new_channel_(db, "INSERT INTO channel(name) VALUES(?)") {
    statement last(db, "SELECT coalesce(max(id), 0) FROM person");
    auto rows = last.query();
    if (rows.next()) next_person_ = rows.integer(0) + 1;
}

std::string address_book::hash(const address& where) const { return keys_.hash("address", flat(where)); }

std::optional<person_id> address_book::find(const address& where) {
    const auto key = flat(where);
    if (const auto* known = by_address_.find(key)) return *known;
    const auto sum = hash(where);
    auto rows = find_.query(blob{sum});
    if (!rows.next()) return std::nullopt;
    return by_address_.put(key, rows.id<person_id>(0));
}

known_person address_book::find_or_make(const address& where) {
    if (const auto made = new_.find(where); made != new_.end()) return {made->second, true, true};
    if (const auto who = find(where)) return {*who, open(*who).reachable, false};
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
        auto chat = keys_.unseal("address", rows.text(2));
        if (!chat) throw store_error("an address does not open with this key", false);
        e.addresses.emplace_back(rows.integer(0), address{rows.copy(1), std::move(*chat)});
    }
    return by_person_.put(id, std::move(e));
}

std::optional<address> address_book::address_of(person_id who) {
    const auto& e = open(who);
    if (e.addresses.empty()) return std::nullopt;
    const auto last = std::ranges::find(e.addresses, e.last_channel, [](const auto& a) { return a.first; });
    return last == e.addresses.end() ? e.addresses.front().second : last->second;
}

std::vector<address> address_book::addresses_of(person_id who) {
    std::vector<address> all;
    for (const auto& [channel, where] : open(who).addresses) all.push_back(where);
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
    if (const auto before = find(where)) by_person_.drop(static_cast<std::int64_t>(*before));
    const auto sum = hash(where);
    const auto sealed = keys_.seal("address", where.chat);
    put_address_.run(blob{sum}, who, channel_number(where.channel), blob{sealed});
    by_address_.drop(flat(where));
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::move(person_id who, const address& where) {
    for (const auto& old : addresses_of(who))
        if (old.channel == where.channel) by_address_.drop(flat(old));
    drop_on_channel_.run(who, channel_number(where.channel));
    bind(who, where);
}

void address_book::set_reachable(person_id who, bool yes) {
    if (open(who).reachable == yes) return;
    put_reachable_.run(yes ? 1 : 0, who);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::wrote_by(person_id who, const std::string& channel) {
    const auto& e = open(who);
    if (e.addresses.size() < 2 || channel.empty()) return;
    const auto number = channel_number(channel);
    if (e.last_channel == number) return;
    put_channel_.run(number, who);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::forget(person_id who) {
    for (const auto& old : addresses_of(who)) by_address_.drop(flat(old));
    drop_all_.run(who);
    put_reachable_.run(0, who);
    by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::committed() { new_.clear(); }

void address_book::rolled_back() {
    by_address_.clear();
    by_person_.clear();
    channels_.clear();
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

}  // namespace linli::storage
