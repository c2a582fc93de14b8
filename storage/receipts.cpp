#include "storage/receipts.hpp"

#include "storage/codec.hpp"

namespace linli::storage {
namespace {

constexpr auto kept = std::chrono::days{60};  // people reply to cards of cases that took weeks

}  // namespace

receipts::receipts(connection& db, const key_ring& keys)
    : keys_(keys),
      find_(db,
            "SELECT room, platform_id, about, tag, ref, report_to, otherwise FROM receipt "
            "WHERE room=? AND platform_id=?"),
      newest_(db,
              "SELECT room, platform_id, about, tag, ref, report_to, otherwise FROM receipt "
              "WHERE tag<>'' AND room=? AND tag=? ORDER BY id DESC LIMIT 1"),
      put_(db,
           "INSERT INTO receipt(room, platform_id, about, tag, ref, report_to, at, otherwise) "
           "VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
           "ON CONFLICT(room, platform_id) DO UPDATE SET about=excluded.about, tag=excluded.tag, "
           "ref=excluded.ref, report_to=excluded.report_to, at=excluded.at, "
           "otherwise=excluded.otherwise"),
      forget_(db, "DELETE FROM receipt WHERE room=?"),
      // Ids grow with time, so that the oldest stand first and no index by time is needed.
      prune_(db,
             "DELETE FROM receipt WHERE id IN (SELECT id FROM receipt ORDER BY id LIMIT ?2) AND "
             "at<?1") {}

receipt receipts::receipt_of(const statement::rows& r) const {
    receipt out{r.id<person_id>(0), r.copy(1),          r.id<case_code>(2), r.copy(3),
                r.copy(4),          r.id<person_id>(5), std::nullopt};
    if (!r.text(6).empty()) out.otherwise = decode<second_way>(r.text(6), keys_);
    return out;
}

std::optional<receipt> receipts::find(const receipt_key& key) {
    auto rows = find_.query(key.room, key.platform_id);
    if (!rows.next()) return std::nullopt;
    return receipt_of(rows);
}

std::optional<receipt> receipts::newest(const tag_key& key) {
    auto rows = newest_.query(key.room, key.tag);
    if (!rows.next()) return std::nullopt;
    return receipt_of(rows);
}

void receipts::put(const receipt& r, instant now) {
    const auto otherwise = r.otherwise ? encode(*r.otherwise, keys_) : std::string();
    put_.run(r.room, r.platform_id, r.about, r.tag, r.ref, r.report_to, now, otherwise);
}

void receipts::forget(person_id room) { forget_.run(room); }

bool receipts::prune(instant now, std::size_t rows) {
    return prune_.run(now - kept, rows) == static_cast<std::int64_t>(rows);
}

}  // namespace linli::storage
