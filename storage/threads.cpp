#include "storage/threads.hpp"

namespace linli::storage {
namespace {

std::optional<thread> first_of(statement::rows rows) {
    if (!rows.next()) return std::nullopt;
    return thread{rows.id<person_id>(0), rows.id<case_code>(1), rows.copy(2), rows.integer(3) != 0, rows.copy(4)};
}

}  // namespace

threads::threads(connection& db)
    : of_case_(db, "SELECT room, about, platform_id, closed, name FROM thread WHERE room=? AND about=?"),
      of_id_(db,
             "SELECT room, about, platform_id, closed, name FROM thread "
             "WHERE room=? AND platform_id=? ORDER BY about DESC LIMIT 1"),
      put_(db,
           "INSERT OR REPLACE INTO thread(room, about, platform_id, closed, name) "
           "VALUES(?, ?, ?, ?, ?)"),
      drop_(db, "DELETE FROM thread WHERE room=? AND about=?"),
      forget_(db, "DELETE FROM thread WHERE room=?") {}

std::optional<thread> threads::find(const thread_key& key) { return first_of(of_case_.query(key.room, key.about)); }

std::optional<thread> threads::find(const receipt_key& key) {
    return first_of(of_id_.query(key.room, key.platform_id));
}

void threads::put(const thread& t) {
    if (t.platform_id.empty())
        drop_.run(t.room, t.about);
    else
        put_.run(t.room, t.about, t.platform_id, t.closed ? 1 : 0, t.name);
}

void threads::forget(person_id room) { forget_.run(room); }

}  // namespace linli::storage
