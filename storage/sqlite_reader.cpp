#include "storage/sqlite_reader.hpp"

#include <algorithm>

#include "storage/address_book.hpp"
#include "storage/codec.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite_store.hpp"
#include "storage/states.hpp"
#include "storage/web_rooms.hpp"
#include "storage/web_sessions.hpp"

namespace linli::storage {
namespace {

constexpr std::size_t messages_at_once = 1000;  // a snapshot held longer would keep the log from ending

constexpr std::string_view message_columns =
    "SELECT m.id, m.at, coalesce(c.name, ''), m.sender, m.text, m.kind, m.about "
    "FROM message m LEFT JOIN channel c ON c.id=m.channel WHERE ";

message_row message_of(const statement::rows& r) {
    message_row m;
    m.id = r.integer(0);
    m.at = r.time(1);
    m.channel = r.copy(2);
    m.sender = r.copy(3);
    m.text = r.copy(4);
    m.kind = r.copy(5);
    m.about = r.id<case_code>(6);
    return m;
}

}  // namespace

result<key_ring, std::string> sqlite_reader::may_read(const std::filesystem::path& database,
                                                      const std::filesystem::path& key_file) {
    std::error_code ignored;
    if (!std::filesystem::exists(database, ignored))
        return failure{"there is no database " + database.string() + " yet; `linli serve` makes it"};
    connection db(database, connection::mode::read);
    if (auto why = check_schema(db, schema_files()); !why.empty()) return failure{database.string() + ": " + why};
    return open_keys(db, key_file, false);
}

result<std::unique_ptr<sqlite_reader>, std::string> sqlite_reader::open(const std::filesystem::path& database,
                                                                        const std::filesystem::path& key_file) try {
    const auto keys = may_read(database, key_file);
    if (!keys) return failure{keys.error()};
    return std::unique_ptr<sqlite_reader>(new sqlite_reader(database, *keys));
} catch (const store_error& e) {
    return failure{database.string() + ": " + e.what()};
}

sqlite_reader::sqlite_reader(const std::filesystem::path& database, const key_ring& keys)
    : keys_(keys),
      db_(database, connection::mode::read),
      open_cases_(db_, "SELECT version, body FROM case_file WHERE state<8 ORDER BY code LIMIT ?"),
      all_cases_(db_, "SELECT version, body FROM case_file ORDER BY code DESC LIMIT ?"),
      case_(db_, "SELECT version, body FROM case_file WHERE code=?"),
      entries_(db_, "SELECT body FROM case_entry WHERE code=? ORDER BY seq"),
      messages_(db_, std::string(message_columns) + "m.id>? ORDER BY m.id LIMIT ?"),
      message_(db_, std::string(message_columns) + "m.id=?"),
      messages_of_(db_, std::string(message_columns) + "m.about>0 AND m.about=? ORDER BY m.id"),
      history_(db_,
               "SELECT room, seq, outbox, at, sender, client_id, body FROM history "
               "WHERE room=? AND seq>? ORDER BY seq LIMIT ?"),
      last_seq_(db_, "SELECT last FROM web_room WHERE room=?"),
      session_(db_, "SELECT expires, body FROM web_session WHERE token=? AND expires>?"),
      sessions_(db_, "SELECT expires, body FROM web_session WHERE expires>?"),
      link_(db_, "SELECT expires, body FROM web_link WHERE token=? AND expires>?"),
      person_(db_, "SELECT person FROM address WHERE hash=?"),
      photo_(db_,
             "SELECT 1 FROM photo_of WHERE hash=?1 AND ((person>0 AND person=?2) OR (person=0 AND "
             "?3))"),
      named_(db_, "SELECT 1 FROM photo_of WHERE hash=?"),
      // Messages are counted by their last number, so that a scrape does not read the whole record. What
      // waits for a browser to come back is no message that we fail to send.
      counts_(db_,
              "SELECT (SELECT count(*) FROM outbox WHERE seq IS NULL), (SELECT count(*) FROM parked), "
              "(SELECT coalesce(max(id), 0) FROM message), "
              "(SELECT min(due) FROM outbox WHERE seq IS NULL)"),
      talks_(db_),
      told_(db_) {}

std::vector<case_file> sqlite_reader::cases(bool open_only, std::size_t limit) {
    std::vector<case_file> all;
    auto rows = (open_only ? open_cases_ : all_cases_).query(limit);
    while (rows.next()) all.push_back(case_of(rows.integer(0), rows.text(1), keys_));
    if (!open_only) std::ranges::reverse(all);
    return all;
}

std::optional<case_file> sqlite_reader::find_case(case_code code) {
    auto rows = case_.query(code);
    if (!rows.next()) return std::nullopt;
    return case_of(rows.integer(0), rows.text(1), keys_);
}

std::vector<case_entry> sqlite_reader::entries(case_code code) {
    std::vector<case_entry> all;
    auto rows = entries_.query(code);
    while (rows.next()) all.push_back(decode<case_entry>(rows.text(0), keys_));
    return all;
}

void sqlite_reader::messages(const std::function<bool(const message_row&)>& row) {
    const auto told = told_.all(keys_);
    std::int64_t last = 0;
    std::vector<message_row> piece;
    do {
        piece.clear();
        {
            auto rows = messages_.query(last, messages_at_once);
            while (rows.next()) {
                last = rows.integer(0);
                piece.push_back(message_of(rows));
            }
        }
        for (auto& m : piece) {
            if (const auto of = told.find(m.id); of != told.end()) m.about = of->second;
            if (!row(m)) return;
        }
    } while (piece.size() == messages_at_once);
}

std::vector<message_row> sqlite_reader::messages_of(case_code code) {
    std::vector<message_row> all;
    const auto f = find_case(code);
    for (const auto id : f ? told_.messages_of(*f) : std::vector<std::int64_t>()) {
        auto rows = message_.query(id);
        if (!rows.next()) continue;
        all.push_back(message_of(rows));
        all.back().about = code;
    }
    auto rows = messages_of_.query(code);
    while (rows.next()) all.push_back(message_of(rows));
    return all;
}

std::vector<history_row> sqlite_reader::history(person_id room, std::int64_t after, std::size_t limit) {
    std::vector<history_row> all;
    auto rows = history_.query(room, after, limit);
    while (rows.next()) all.push_back(history_of(rows, keys_));
    return all;
}

std::int64_t sqlite_reader::last_seq(person_id room) {
    auto rows = last_seq_.query(room);
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<store::web_session> sqlite_reader::session(const std::string& token_hash, instant now) {
    auto rows = session_.query(token_hash, now);
    if (!rows.next()) return std::nullopt;
    return session_of(rows.time(0), rows.text(1), keys_);
}

std::vector<store::web_session> sqlite_reader::staff_sessions(instant now) {
    std::vector<store::web_session> all;
    for (auto rows = sessions_.query(now); rows.next();) {
        auto one = session_of(rows.time(0), rows.text(1), keys_);
        if (one.kind != role::resident) all.push_back(std::move(one));
    }
    return all;
}

std::optional<store::web_session> sqlite_reader::link(const std::string& token_hash, instant now) {
    auto rows = link_.query(token_hash, now);
    if (!rows.next()) return std::nullopt;
    return session_of(rows.time(0), rows.text(1), keys_);
}

std::optional<person_id> sqlite_reader::find_person(const address& where) {
    const auto hash = address_hash(keys_, where);
    auto rows = person_.query(blob{hash});
    if (!rows.next()) return std::nullopt;
    return rows.id<person_id>(0);
}

bool sqlite_reader::may_see(const std::string& hash, person_id who, bool staff) {
    return photo_.query(hash, who, staff ? 1 : 0).next();
}

bool sqlite_reader::is_named(const std::string& hash) { return named_.query(hash).next(); }

reader::counts sqlite_reader::count() {
    counts c;
    auto rows = counts_.query();
    if (!rows.next()) return c;
    c.outbox = rows.integer(0);
    c.parked = rows.integer(1);
    c.messages = rows.integer(2);
    if (!rows.null(3)) c.oldest_outbox = rows.time(3);
    return c;
}

std::string sqlite_reader::integrity() {
    statement check(db_, "PRAGMA integrity_check");
    std::string all;
    auto rows = check.query();
    while (rows.next()) {
        if (!all.empty()) all += "; ";
        all += rows.text(0);
    }
    return all;
}

}  // namespace linli::storage
