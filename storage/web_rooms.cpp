#include "storage/web_rooms.hpp"

#include <charconv>

#include "storage/codec.hpp"

namespace linli::storage {

web_rooms::web_rooms(connection& db, const key_ring& keys)
    : keys_(keys),
      next_(db,
            "INSERT INTO web_room(room, last, seen) VALUES(?, 1, 0) "
            "ON CONFLICT(room) DO UPDATE SET last=last+1 RETURNING last"),
      put_(db,
           "INSERT INTO history(room, seq, outbox, at, sender, about, client_id, body) "
           "VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
      find_(db, "SELECT body FROM history WHERE room=? AND seq=? AND sender=0"),
      seen_(db, "UPDATE web_room SET seen=max(seen, min(last, ?)) WHERE room=?"),
      drop_rows_(db, "DELETE FROM history WHERE room=?"),
      drop_room_(db, "DELETE FROM web_room WHERE room=?") {}

std::int64_t web_rooms::next_seq(person_id room) {
    auto rows = next_.query(room);
    if (!rows.next()) throw store_error("a room of web chat has no number", false);
    const auto seq = rows.integer(0);
    rows.next();  // to the end, so that the write is complete
    return seq;
}

void web_rooms::put(const history_row& row) {
    const history_body body{row.who, row.message, row.attachments, row.reply_to};
    put_.run(row.room, row.seq, row.outbox, row.at, row.sender, row.message.about, row.client_id, encode(body, keys_));
}

std::optional<receipt> web_rooms::receipt_of(const receipt_key& key) {
    std::int64_t seq = 0;
    const auto* end = key.platform_id.data() + key.platform_id.size();
    const auto read = std::from_chars(key.platform_id.data(), end, seq);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    auto rows = find_.query(key.room, seq);
    if (!rows.next()) return std::nullopt;
    const auto body = decode<history_body>(rows.text(0), keys_);
    return receipt{key.room, key.platform_id, body.message.about, body.message.tag, {}, {}, {}};
}

void web_rooms::seen(person_id room, std::int64_t seq) { seen_.run(seq, room); }

void web_rooms::forget(person_id room) {
    drop_rows_.run(room);
    drop_room_.run(room);
}

history_row history_of(const statement::rows& r, const key_ring& keys) {
    auto body = decode<history_body>(r.text(6), keys);
    history_row row;
    row.room = r.id<person_id>(0);
    row.seq = r.integer(1);
    row.outbox = r.integer(2);
    row.at = r.time(3);
    row.sender = r.id<person_id>(4);
    row.client_id = r.copy(5);
    row.who = std::move(body.who);
    row.message = std::move(body.message);
    row.attachments = std::move(body.attachments);
    row.reply_to = std::move(body.reply_to);
    return row;
}

}  // namespace linli::storage
