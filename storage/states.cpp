#include "storage/states.hpp"

#include "dialogs/incidents.hpp"
#include "storage/codec.hpp"

namespace linli::storage {
namespace {

constexpr int talk_kind = 0;
constexpr int office_kind = 1;

[[noreturn]] void clash(const std::string& what) {
    throw store_error(what + " is not of the version that was read", false);
}

}  // namespace

// `due < never` stands in the text, so that SQLite may use the partial indexes.
states::states(connection& db, const key_ring& keys)
    : db_(db),
      keys_(keys),
      load_(db, "SELECT kind, version, state, last FROM conversation WHERE id=?"),
      load_case_(db, "SELECT version, body FROM case_file WHERE code=?"),
      open_(db, "SELECT version, body FROM case_file WHERE state<8 ORDER BY code"),
      near_(db,
            "SELECT code FROM case_file WHERE state<7 AND near<>'' AND near=? "
            "ORDER BY code DESC LIMIT ?"),
      insert_(db,
              "INSERT INTO conversation(id, kind, version, due, last, state) VALUES(?, ?, 1, ?, ?, ?) "
              "ON CONFLICT(id) DO UPDATE SET kind=excluded.kind, version=1, due=excluded.due, "
              "last=max(last, excluded.last), state=excluded.state WHERE version=0"),
      keep_due_(db,
                "UPDATE conversation SET version=version+1, last=max(last, ?), state=? "
                "WHERE id=? AND version=? AND kind=? AND due<=?"),
      bring_forward_(db,
                     "UPDATE conversation SET version=version+1, last=max(last, ?), state=?, due=? "
                     "WHERE id=? AND version=? AND kind=?"),
      set_due_(db,
               "UPDATE conversation SET version=version+1, last=max(last, ?), state=? "
               "WHERE id=? AND version=? AND kind=? AND due=?"),
      put_end_(db,
               "INSERT INTO conversation(id, kind, version, due, last, state) "
               "VALUES(?, 0, 0, 253402300800000, ?, '') ON CONFLICT(id) DO UPDATE SET "
               "last=excluded.last"),
      insert_case_(db,
                   "INSERT INTO case_file(code, version, state, priority, due, reporter, body, near) "
                   "VALUES(?, 1, ?, ?, ?, ?, ?, ?)"),
      update_case_(db,
                   "UPDATE case_file SET version=version+1, state=?1, priority=?2, "
                   "due=iif(?3, ?4, min(due, ?4)), reporter=?5, body=?6 WHERE code=?7 AND version=?8"),
      move_case_(db, "UPDATE case_file SET near=?2 WHERE code=?1 AND near<>?2"),
      put_entry_(db, "INSERT INTO case_entry(code, seq, body) VALUES(?, ?, ?)"),
      talk_due_(db, "UPDATE conversation SET due=? WHERE id=?"),
      case_due_(db, "UPDATE case_file SET due=? WHERE code=?"),
      due_(db,
           "SELECT id, 0, due FROM conversation WHERE due<253402300800000 AND due<=?1 UNION ALL "
           "SELECT 0, code, due FROM case_file WHERE due<253402300800000 AND due<=?1 ORDER BY 3 "
           "LIMIT ?2"),
      next_(db,
            "SELECT min(coalesce((SELECT min(due) FROM conversation WHERE due<253402300800000), "
            "253402300800000), coalesce((SELECT min(due) FROM case_file WHERE due<253402300800000), "
            "253402300800000))"),
      last_case_(db, "SELECT coalesce(max(code), 0) FROM case_file"),
      newest_(db, "SELECT last FROM conversation WHERE id=?"),
      drop_(db, "DELETE FROM conversation WHERE id=?") {}

case_file case_of(std::int64_t version, std::string_view body, const key_ring& keys) {
    auto f = decode<case_file>(body, keys);
    f.version = version;
    return f;
}

std::int64_t states::load(person_id id, std::optional<conversation>& talk, std::optional<linli::office>& office) {
    auto rows = load_.query(id);
    if (!rows.next()) return 0;
    const auto newest = rows.integer(3);
    if (rows.integer(1) == 0) return newest;
    if (rows.integer(0) == office_kind) {
        office = decode<linli::office>(rows.text(2), keys_);
        office->room = id;
        office->version = rows.integer(1);
    } else {
        talk = decode<conversation>(rows.text(2), keys_);
        talk->id = id;
        talk->version = rows.integer(1);
    }
    return newest;
}

std::optional<case_file> states::load_case(case_code code) {
    auto rows = load_case_.query(code);
    if (!rows.next()) return std::nullopt;
    return case_of(rows.integer(0), rows.text(1), keys_);
}

std::vector<case_file> states::open_cases() {
    std::vector<case_file> all;
    auto rows = open_.query();
    while (rows.next()) all.push_back(case_of(rows.integer(0), rows.text(1), keys_));
    return all;
}

std::vector<case_code> states::near(const std::string& key) {
    constexpr int most = 3;  // the newest are what a new report can be like
    std::vector<case_code> all;
    auto rows = near_.query(key, most);
    while (rows.next()) all.push_back(rows.id<case_code>(0));
    return all;
}

void states::write_room(int kind, person_id id, std::int64_t version, const std::string& state, instant due, bool exact,
                        std::int64_t newest) {
    if (version == 0) {
        if (insert_.run(id, kind, due, newest, state) != 1) clash("a new conversation");
        return;
    }
    // Naming `due` in an UPDATE rewrites its index even where it stays the same, so it is named
    // only where it changes: in most turns it does not.
    auto& same = exact ? set_due_ : keep_due_;
    if (same.run(newest, state, id, version, kind, due) == 1) return;
    if (bring_forward_.run(newest, state, due, id, version, kind) != 1) clash("a conversation");
}

void states::write(const state_write<conversation>& w, std::int64_t newest) {
    write_room(talk_kind, w.state.id, w.state.version, encode(w.state, keys_), w.due, w.exact, newest);
}

void states::write(const state_write<linli::office>& w, std::int64_t newest) {
    write_room(office_kind, w.state.room, w.state.version, encode(w.state, keys_), w.due, w.exact, newest);
}

void states::write_end(person_id room, std::int64_t newest) { put_end_.run(room, newest); }

void states::write(const state_write<case_file>& w) {
    const auto& f = w.state;
    const auto body = encode(f, keys_);
    if (f.version == 0)
        insert_case_.run(f.code, f.state, f.priority, w.due, f.intake.reporter, body, place_key(f.category, f.place));
    else if (update_case_.run(f.state, f.priority, w.exact ? 1 : 0, w.due, f.intake.reporter, body, f.code,
                              f.version) != 1)
        clash("a case");
    const bool elsewhere = f.version != 0 && (f.category != f.intake.category || f.place != f.intake.place);
    if (elsewhere) move_case_.run(f.code, place_key(f.category, f.place));
}

void states::write(const case_entry& e) { put_entry_.run(e.code, e.seq, encode(e, keys_)); }

void states::set_due(const due_row& row, instant due) {
    if (row.about != case_code::none)
        case_due_.run(due, row.about);
    else
        talk_due_.run(due, row.conversation);
}

std::vector<store::due_row> states::due(instant now, std::size_t limit) {
    std::vector<store::due_row> all;
    auto rows = due_.query(now, limit);
    while (rows.next()) all.push_back({rows.id<person_id>(0), rows.id<case_code>(1)});
    return all;
}

instant states::next_due() {
    auto rows = next_.query();
    return rows.next() ? rows.time(0) : never;
}

case_code states::last_case() {
    auto rows = last_case_.query();
    return rows.next() ? rows.id<case_code>(0) : case_code::none;
}

std::int64_t states::newest_message(person_id room) {
    auto rows = newest_.query(room);
    return rows.next() ? rows.integer(0) : 0;
}

void states::drop(person_id room) { drop_.run(room); }

}  // namespace linli::storage
