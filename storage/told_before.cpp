#include "storage/told_before.hpp"

#include "storage/codec.hpp"

namespace linli::storage {

// Whoever joined two addresses tells it in the talk of the other: where the message that filed it stands.
told_before::told_before(connection& db)
    : talk_(db,
            "WITH RECURSIVE talk(id, prev, at, about) AS ("
            "SELECT id, prev, at, about FROM message WHERE id=(SELECT last FROM conversation WHERE id=coalesce("
            "(SELECT room FROM message WHERE about>0 AND about=?1 AND at=?4), ?2)) "
            "UNION ALL SELECT m.id, m.prev, m.at, m.about FROM talk t JOIN message m ON m.id=t.prev WHERE t.at>=?3) "
            "SELECT id FROM talk WHERE about=0 AND at BETWEEN ?3 AND ?4 ORDER BY id"),
      cases_(db, "SELECT body FROM case_file") {}

std::vector<std::int64_t> told_before::messages_of(const case_file& f) {
    std::vector<std::int64_t> all;
    if (f.intake.told_since == instant{}) return all;
    auto rows = talk_.query(f.code, f.intake.reporter, f.intake.told_since, f.created_at);
    while (rows.next()) all.push_back(rows.integer(0));
    return all;
}

std::unordered_map<std::int64_t, case_code> told_before::all(const key_ring& keys) {
    std::unordered_map<std::int64_t, case_code> found;
    auto rows = cases_.query();
    while (rows.next()) {
        const auto f = decode<case_file>(rows.text(0), keys);
        for (const auto id : messages_of(f)) found.emplace(id, f.code);
    }
    return found;
}

}  // namespace linli::storage
