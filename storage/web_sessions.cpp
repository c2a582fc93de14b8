#include "storage/web_sessions.hpp"

#include "storage/codec.hpp"

namespace linli::storage {
namespace {

struct session_body {
    std::string subject;
    std::string name;
    role kind = role::resident;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("subject", s.subject);
        v("name", s.name);
        v("role", s.kind);
    }
};

}  // namespace

web_sessions::web_sessions(connection& db, const key_ring& keys)
    : db_(db),
      keys_(keys),
      put_session_(db, "INSERT OR REPLACE INTO web_session(token, subject, expires, body) VALUES(?, ?, ?, ?)"),
      put_link_(db, "INSERT OR REPLACE INTO web_link(token, subject, expires, body) VALUES(?, ?, ?, ?)"),
      take_(db, "DELETE FROM web_link WHERE token=? RETURNING expires, body"),
      sessions_of_(db, "SELECT token, expires, body FROM web_session WHERE subject=?"),
      links_of_(db, "SELECT token, expires, body FROM web_link WHERE subject=?"),
      drop_session_(db, "DELETE FROM web_session WHERE token=?"),
      drop_link_(db, "DELETE FROM web_link WHERE token=?"),
      drop_sessions_(db, "DELETE FROM web_session WHERE subject=?"),
      drop_links_(db, "DELETE FROM web_link WHERE subject=?"),
      prune_sessions_(db,
                      "DELETE FROM web_session WHERE token IN "
                      "(SELECT token FROM web_session WHERE expires<=? ORDER BY expires LIMIT ?)"),
      prune_links_(db,
                   "DELETE FROM web_link WHERE token IN "
                   "(SELECT token FROM web_link WHERE expires<=? ORDER BY expires LIMIT ?)") {}

void web_sessions::put(statement& into, const std::string& token_hash, const store::web_session& s) {
    const auto subject = keys_.hash("subject", s.subject);
    const auto body = keys_.seal("session", encode(session_body{s.subject, s.name, s.kind}, keys_));
    into.run(token_hash, blob{subject}, s.expires, blob{body});
}

void web_sessions::put_session(const std::string& token_hash, const store::web_session& s) {
    put(put_session_, token_hash, s);
}

void web_sessions::put_link(const std::string& token_hash, const store::web_session& s) {
    put(put_link_, token_hash, s);
}

std::optional<store::web_session> web_sessions::take_link(const std::string& token_hash, instant now) {
    std::optional<store::web_session> found;
    transaction whole(db_);  // on disk before the link's bearer is let in: it is single use
    {
        auto rows = take_.query(token_hash);
        while (rows.next()) found = session_of(rows.time(0), rows.text(1), keys_);
    }
    whole.commit();
    if (found && found->expires <= now) found.reset();
    return found;
}

void web_sessions::forget(const std::string& subject) {
    const auto hash = keys_.hash("subject", subject);
    drop_sessions_.run(blob{hash});
    drop_links_.run(blob{hash});
}

void web_sessions::drop_staff(statement& all, statement& drop, const std::string& subject_hash) {
    std::vector<std::string> over;
    {
        auto rows = all.query(blob{subject_hash});
        while (rows.next())
            if (session_of(rows.time(1), rows.text(2), keys_).kind != role::resident) over.push_back(rows.copy(0));
    }
    for (const auto& token : over) drop.run(token);
}

void web_sessions::end_staff(const std::string& subject) {
    const auto hash = keys_.hash("subject", subject);
    drop_staff(sessions_of_, drop_session_, hash);
    drop_staff(links_of_, drop_link_, hash);
}

bool web_sessions::prune(instant now, std::size_t rows) {
    const auto most = static_cast<std::int64_t>(rows);
    const bool sessions = prune_sessions_.run(now, rows) == most;
    return prune_links_.run(now, rows) == most || sessions;
}

store::web_session session_of(instant expires, std::string_view sealed, const key_ring& keys) {
    const auto plain = keys.unseal("session", sealed);
    if (!plain) throw store_error("a session does not open with this key", false);
    auto body = decode<session_body>(*plain, keys);
    return {std::move(body.subject), std::move(body.name), body.kind, expires};
}

}  // namespace linli::storage
