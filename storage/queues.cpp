#include "storage/queues.hpp"

#include "storage/codec.hpp"

namespace linli::storage {
namespace {

constexpr std::int64_t ids_a_start = std::int64_t{1} << 32;  // more messages than a process can send

struct part_list {
    std::vector<std::string> parts;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("parts", s.parts);
    }
};

std::string parts_text(const std::vector<std::string>& parts, const key_ring& keys) {
    return parts.empty() ? std::string() : encode(part_list{parts}, keys);
}

}  // namespace

queues::queues(connection& db, const key_ring& keys, address_book& book)
    : db_(db),
      keys_(keys),
      book_(book),
      put_(db,
           "INSERT INTO outbox(id, room, due, lease, attempts, seq, sent, body, cause) "
           "VALUES(?, ?, ?, 253402300800000, ?, nullif(?, 0), ?, ?, ?)"),
      settle_(db, "DELETE FROM outbox WHERE id=?"),
      postpone_(db, "UPDATE outbox SET due=?, attempts=?, sent=? WHERE id=?"),
      lease_(db, "UPDATE outbox SET lease=? WHERE id=?"),
      unsent_(db,
              "SELECT id, room, due, attempts, seq, sent, body, cause FROM outbox WHERE seq IS NULL "
              "AND lease<253402300800000 AND lease<=?1 ORDER BY id LIMIT ?2"),
      web_(db,
           "SELECT id, room, due, attempts, seq, sent, body, cause FROM outbox WHERE seq IS NOT NULL "
           "AND room=? AND seq<=? ORDER BY seq"),
      put_post_(db, "INSERT INTO posted(id, room, body, cause) VALUES(?, ?, ?, ?)"),
      take_post_(db, "DELETE FROM posted WHERE id=?"),
      posts_(db, "SELECT id, body, cause FROM posted ORDER BY id LIMIT ?"),
      put_fetch_(db, "INSERT OR REPLACE INTO fetch(job, room, channel, body) VALUES(?, ?, ?, ?)"),
      drop_fetch_(db, "DELETE FROM fetch WHERE job=?"),
      fetches_(db, "SELECT job, room, channel, body FROM fetch ORDER BY job LIMIT ?"),
      park_(db, "INSERT INTO parked(room, sender, reason, body, cause) VALUES(?, ?, ?, ?, ?)"),
      take_parked_(db, "DELETE FROM parked WHERE id=?"),
      find_parked_(db, "SELECT 1 FROM parked WHERE id=?"),
      parked_(db, "SELECT id, reason, body, cause FROM parked ORDER BY id LIMIT ?") {
    transaction start(db);
    statement bump(db,
                   "INSERT INTO setting(key, value) VALUES('starts', '1') ON CONFLICT(key) DO UPDATE "
                   "SET value=CAST(CAST(value AS INTEGER)+1 AS TEXT) RETURNING CAST(value AS INTEGER)");
    {
        auto rows = bump.query();
        if (rows.next()) next_id_ = rows.integer(0) * ids_a_start + 1;
        rows.next();
    }
    db.execute("UPDATE outbox SET lease=0 WHERE seq IS NULL");
    start.commit();
}

void queues::put(std::int64_t id, const outbox_row& row, person_id room, std::int64_t seq, std::int64_t cause) {
    put_.run(id, room, row.due, row.attempts, seq, parts_text(row.sent_parts, keys_), encode(row.message, keys_),
             cause);
}

void queues::settle(std::int64_t id) { settle_.run(id); }

void queues::postpone(const postponed& p) { postpone_.run(p.due, p.attempts, parts_text(p.sent_parts, keys_), p.id); }

outbox_row queues::row_of(const statement::rows& r) {
    outbox_row row;
    row.id = r.integer(0);
    row.message = decode<outgoing>(r.text(6), keys_);
    row.due = r.time(2);
    row.attempts = static_cast<int>(r.integer(3));
    row.web = !r.null(4);
    if (!r.text(5).empty()) row.sent_parts = decode<part_list>(r.text(5), keys_).parts;
    row.cause = r.integer(7);
    if (auto way = book_.way_to(r.id<person_id>(1), {})) {
        row.to = std::move(way->to);
        row.heard = way->heard;
        row.more_ways = way->more;
    }
    return row;
}

std::vector<outbox_row> queues::unsent(instant now, instant lease, std::size_t limit) {
    std::vector<outbox_row> all;
    {
        auto rows = unsent_.query(now, limit);
        while (rows.next()) all.push_back(row_of(rows));
    }
    if (all.empty()) return all;
    transaction whole(db_);
    for (const auto& row : all) lease_.run(lease, row.id);
    whole.commit();
    return all;
}

std::vector<outbox_row> queues::web_unsettled(person_id room, std::int64_t seq) {
    std::vector<outbox_row> all;
    auto rows = web_.query(room, seq);
    while (rows.next()) all.push_back(row_of(rows));
    return all;
}

std::int64_t queues::put(const event& posted, std::int64_t cause) {
    const auto id = next_id();
    put_post_.run(id, posted.room, encode(posted, keys_), cause);
    return id;
}

void queues::take_post(std::int64_t id) { take_post_.run(id); }

std::vector<posted_row> queues::posts(std::size_t limit) {
    std::vector<posted_row> all;
    auto rows = posts_.query(limit);
    while (rows.next()) all.push_back({rows.integer(0), decode<event>(rows.text(1), keys_), rows.integer(2)});
    return all;
}

void queues::put(const fetch_row& f) { put_fetch_.run(f.job, f.room, f.channel, encode(f.what, keys_)); }

void queues::drop_fetch(const std::string& job) { drop_fetch_.run(job); }

std::vector<fetch_row> queues::fetches(std::size_t limit) {
    std::vector<fetch_row> all;
    auto rows = fetches_.query(limit);
    while (rows.next())
        all.push_back({rows.copy(0), rows.id<person_id>(1), rows.copy(2), decode<media_handle>(rows.text(3), keys_)});
    return all;
}

void queues::park(const parked_row& p, std::int64_t cause) {
    park_.run(p.event.room, p.event.sender, p.reason, encode(p.event, keys_), cause);
}

void queues::take_parked(std::int64_t id) { take_parked_.run(id); }

bool queues::is_parked(std::int64_t id) { return find_parked_.query(id).next(); }

std::vector<parked_row> queues::parked(std::size_t limit) {
    std::vector<parked_row> all;
    auto rows = parked_.query(limit);
    while (rows.next())
        all.push_back({rows.integer(0), decode<event>(rows.text(2), keys_), rows.copy(1), rows.integer(3)});
    return all;
}

void queues::forget(person_id who) {
    statement(db_, "DELETE FROM outbox WHERE room=?").run(who);
    statement(db_, "DELETE FROM posted WHERE room=?").run(who);
    statement(db_, "DELETE FROM fetch WHERE room=?").run(who);
    statement(db_, "DELETE FROM parked WHERE room=?1 OR sender=?1").run(who);
}

}  // namespace linli::storage
