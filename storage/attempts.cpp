#include "storage/attempts.hpp"

namespace linli::storage {
namespace {

constexpr auto kept = std::chrono::days{14};  // a complaint of "nothing came" arrives within two weeks

}  // namespace

attempts::attempts(connection& db)
    : put_(db,
           "INSERT INTO attempt(at, outbox, cause, room, channel, about, tag, how, detail, ids) "
           "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      forget_(db, "DELETE FROM attempt WHERE room=?"),
      // Ids grow with time, so that the oldest stand first and no index by time is needed.
      prune_(db,
             "DELETE FROM attempt WHERE id IN (SELECT id FROM attempt ORDER BY id LIMIT ?2) AND "
             "at<?1") {}

void attempts::put(const attempt& a, std::int64_t channel) {
    put_.run(a.at, a.outbox, a.cause, a.room, channel, a.about, a.tag, a.how, a.detail, a.ids);
}

void attempts::forget(person_id room) { forget_.run(room); }

bool attempts::prune(instant now, std::size_t rows) {
    return prune_.run(now - kept, rows) == static_cast<std::int64_t>(rows);
}

}  // namespace linli::storage
