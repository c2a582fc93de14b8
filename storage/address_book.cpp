#include "storage/address_book.hpp"

#include <algorithm>

namespace linli::storage {
namespace {

constexpr std::size_t generation =
    8192;  // two of them hold 10,000 live conversations in about 2 MB
constexpr std::chrono::minutes heard_step{1};  // a talk does not rewrite its address each time
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
      put_channel_(db, "UPDATE person SET channel=? WHERE id=?"),
      put_heard_(db, "UPDATE address SET heard=? WHERE person=? AND channel=?"),
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
        e.chats.push_back({rows.integer(0), std::move(*chat), rows.time(2)});
    }
    return by_person_.put(id, std::move(e));
}

std::optional<address> address_book::address_of(person_id who) {
    auto way = way_to(who, {});
    if (!way) return std::nullopt;
    return std::move(way->to);
}

std::optional<address_book::way> address_book::way_to(person_id who,
                                                      const std::vector<std::string>& tried) {
    const auto& e = open(who);
    const entry::chat* best = nullptr;
    std::size_t left = 0;
    for (const auto& c : e.chats) {
        if (std::ranges::find(tried, channel_name(c.channel)) != tried.end()) continue;
        ++left;
        if (!best || (c.channel == e.last_channel && best->channel != e.last_channel)) best = &c;
    }
    if (!best) return std::nullopt;
    way out{{channel_name(best->channel), best->name}, std::nullopt, left > 1};
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

void address_book::wrote_by(person_id who, const std::string& channel, instant at) {
    const auto& e = open(who);
    if (channel.empty() || (e.chats.size() < 2 && at == instant{})) return;
    const auto number = channel_number(channel);
    bool changed = false;
    if (e.chats.size() > 1 && e.last_channel != number) changed = put_channel_.run(number, who) > 0;
    const auto c = std::ranges::find(e.chats, number, &entry::chat::channel);
    if (c != e.chats.end() && at - c->heard >= heard_step)
        changed = put_heard_.run(at, who, number) > 0 || changed;
    if (changed) by_person_.drop(static_cast<std::int64_t>(who));
}

void address_book::lost(person_id who, const std::string& channel, bool gone) {
    const auto& e = open(who);
    const auto number = known_channel(channel).value_or(0);
    const auto other =
        std::ranges::find_if(e.chats, [&](const entry::chat& c) { return c.channel != number; });
    if (other == e.chats.end()) {
        if (gone) set_reachable(who, false);
        return;
    }
    // Without a last one, messages go to the oldest.
    const auto used = e.last_channel ? e.last_channel : e.chats.front().channel;
    if (used != number) return;
    put_channel_.run(other->channel, who);
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
