#include "storage/record.hpp"

#include <cstdlib>
#include <limits>

#include "storage/codec.hpp"

namespace linli::storage {
namespace {

constexpr std::int64_t kept_minutes = 8 * 24 * 60;    // Telegram, the slowest, redelivers for a day
constexpr std::int64_t usable_minutes = 7 * 24 * 60;  // farther from our clock: kept by arrival
constexpr std::int64_t slack_minutes = 24 * 60;       // our clock between writing and asking

std::int64_t minutes(instant t) { return std::chrono::floor<std::chrono::minutes>(t.time_since_epoch()).count(); }

// Only what cannot be computed anew, and what stands in columns left out.
struct message_parts {
    std::string_view text;
    std::string body;
};

message_parts parts_of(const said& s, const key_ring& keys) {
    said rest;
    rest.attachments = s.attachments;
    rest.media = s.media;
    rest.album = s.album;
    rest.message_id = s.message_id;
    rest.reply_to = s.reply_to;
    rest.reply_case = s.reply_case;
    rest.phone = s.phone;
    rest.location = s.location;
    rest.forwarded = s.forwarded;
    rest.edited = s.edited;
    rest.cut = s.cut;
    return {s.text, encode(rest, keys)};
}

message_parts parts_of(const pressed& p, const key_ring& keys) {
    pressed rest;
    rest.message_id = p.message_id;
    return {p.data, encode(rest, keys)};
}

}  // namespace

record::record(connection& db, const key_ring& keys, address_book& book)
    : db_(db),
      keys_(keys),
      book_(book),
      latest_minute_(std::numeric_limits<std::int64_t>::max()),
      find_(db, "SELECT 1 FROM dedupe WHERE channel=? AND minute=? AND key=?"),
      find_undated_(db, "SELECT 1 FROM dedupe_undated WHERE channel=? AND key=?"),
      put_(db, "INSERT INTO dedupe(channel, minute, key) VALUES(?, ?, ?)"),
      put_undated_(db, "INSERT INTO dedupe_undated(channel, key, at) VALUES(?, ?, ?)"),
      put_message_(db,
                   "INSERT INTO message(id, at, room, sender, channel, about, prev, kind, note, text, body) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      set_about_(db, "UPDATE message SET about=?, note=? WHERE id=?"),
      end_(db, "SELECT last FROM conversation WHERE id=?"),
      prev_(db, "SELECT prev FROM message WHERE id=? AND room=?"),
      drop_(db, "DELETE FROM message WHERE id=?"),
      keep_last_(db, "INSERT OR REPLACE INTO setting(key, value) VALUES('last_message', ?)"),
      prune_(db,
             "DELETE FROM dedupe WHERE (channel, minute, key) IN (SELECT channel, minute, key FROM "
             "dedupe "
             "WHERE channel=? AND minute<? LIMIT ?)"),
      prune_undated_(db,
                     "DELETE FROM dedupe_undated WHERE (channel, key) IN (SELECT channel, key FROM "
                     "dedupe_undated WHERE at<? ORDER BY at LIMIT ?)") {
    statement last(db_,
                   "SELECT max((SELECT coalesce(max(id), 0) FROM message), "
                   "coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key='last_message'), 0))");
    if (auto rows = last.query(); rows.next()) last_ = rows.integer(0);
}

bool record::seen(const dedupe_key& key) {
    const auto channel = book_.known_channel(key.channel);
    if (!channel) return false;
    if (find_.query(*channel, key.minute, key.key).next()) return true;
    // Until the first write of this process tells the time, both places are asked.
    if (latest_minute_ != std::numeric_limits<std::int64_t>::max() &&
        std::abs(latest_minute_ - key.minute) < usable_minutes - slack_minutes)
        return false;
    return find_undated_.query(*channel, key.key).next();
}

void record::write_key(const dedupe_key& key, instant at) {
    const auto now = minutes(at);
    const auto channel = book_.channel_number(key.channel);
    if (std::abs(now - key.minute) > usable_minutes)
        put_undated_.run(channel, key.key, at);
    else
        put_.run(channel, key.minute, key.key);
    if (latest_minute_ == std::numeric_limits<std::int64_t>::max() || now > latest_minute_) latest_minute_ = now;
}

std::int64_t record::write(const recorded& r) {
    if (!r.dedupe.key.empty()) write_key(r.dedupe, r.event.at);
    message_parts parts;
    std::string_view kind;
    if (const auto* s = std::get_if<said>(&r.event.body)) {
        kind = said::kind;
        if (r.event.id == 0) parts = parts_of(*s, keys_);
    } else if (const auto* p = std::get_if<pressed>(&r.event.body)) {
        kind = pressed::kind;
        if (r.event.id == 0) parts = parts_of(*p, keys_);
    } else {
        return 0;
    }
    if (r.event.id != 0) {
        set_about_.run(r.about, r.note, r.event.id);
        return r.event.id;
    }
    auto [end, first] = ends_.try_emplace(r.event.room, 0);
    if (first) end->second = end_of(r.event.room);
    put_message_.run(++last_, r.event.at, r.event.room, r.event.sender, book_.channel_number(r.event.channel), r.about,
                     end->second, kind, r.note, parts.text, parts.body);
    return end->second = last_;
}

std::int64_t record::end_of(person_id room) {
    if (const auto known = known_ends_.find(room); known != known_ends_.end()) return known->second;
    auto rows = end_.query(room);
    return rows.next() ? rows.integer(0) : 0;
}

void record::forget(person_id room, std::int64_t newest) {
    // The newest message of all may be among them, and with it what the next start would count on from.
    if (newest != 0) keep_last_.run(std::to_string(last_));
    for (auto id = newest; id != 0;) {
        std::int64_t before = 0;
        {
            auto rows = prev_.query(id, room);
            if (!rows.next()) return;  // pruned, or never ours
            before = rows.integer(0);
        }
        drop_.run(id);
        id = before;
    }
}

bool record::prune(instant now, std::size_t rows) {
    bool more = false;
    statement channels(db_, "SELECT id FROM channel");
    auto each = channels.query();
    while (each.next())
        more |= prune_.run(each.integer(0), minutes(now) - kept_minutes, rows) == static_cast<std::int64_t>(rows);
    const auto undated = now - std::chrono::minutes{kept_minutes};
    return prune_undated_.run(undated, rows) == static_cast<std::int64_t>(rows) || more;
}

}  // namespace linli::storage
