#include "storage/photo_rights.hpp"

#include <algorithm>

namespace linli::storage {

photo_rights::photo_rights(connection& db)
    : db_(db),
      put_(db, "INSERT OR IGNORE INTO photo_of(person, hash) VALUES(?, ?)"),
      reporter_(db, "SELECT reporter FROM case_file WHERE code=?") {}

void photo_rights::put(person_id who, const std::string& hash) {
    if (!hash.empty()) put_.run(who, hash);
}

void photo_rights::put(person_id who, const std::vector<attachment>& all) {
    for (const auto& a : all) put(who, a.photo.hash);
}

void photo_rights::put(person_id who, const std::vector<photo>& all) {
    for (const auto& p : all) put(who, p.hash);
}

void photo_rights::put_entry(const batch_changes& changes, const case_entry& e) {
    auto all = e.attachments;
    for (const auto& i : e.opened) all.insert(all.end(), i.attachments.begin(), i.attachments.end());
    if (all.empty()) return;
    put(case_viewers, all);
    const auto written = std::ranges::find(changes.cases, e.code, [](const auto& w) { return w.state.code; });
    auto reporter = person_id::nobody;
    if (written != changes.cases.end()) {
        reporter = written->state.intake.reporter;
    } else {
        auto rows = reporter_.query(e.code);
        if (rows.next()) reporter = rows.id<person_id>(0);
    }
    if (reporter != person_id::nobody) put(reporter, all);
}

void photo_rights::write(const batch_changes& changes) {
    for (const auto& r : changes.events) {
        if (const auto* s = std::get_if<said>(&r.event.body))
            put(r.event.room, s->attachments);
        else if (const auto* m = std::get_if<media_stored>(&r.event.body))
            put(r.event.room, m->attachment.photo.hash);
    }
    for (const auto& e : changes.entries) put_entry(changes, e);
    for (const auto& row : changes.outbox) put(row.message.to, row.message.photos);
    for (const auto& row : changes.history) put(row.room, row.attachments);
}

std::vector<std::string> photo_rights::forget(person_id who) {
    std::vector<std::string> mine;
    {
        statement gone(db_, "DELETE FROM photo_of WHERE person=? RETURNING hash");
        auto rows = gone.query(who);
        while (rows.next()) mine.push_back(rows.copy(0));
    }
    statement seen(db_, "SELECT 1 FROM photo_of WHERE hash=?");
    std::erase_if(mine, [&](const auto& hash) { return seen.query(hash).next(); });
    return mine;
}

}  // namespace linli::storage
