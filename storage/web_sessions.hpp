// Who is signed in on the web: sessions and single-use links, found by the hash of their token.
// Whose they are stands sealed. Thread: the writer's. Throws store_error; each change is a commit
// of its own but for `forget` and `end_staff`, which are called inside one.
#pragma once

#include <optional>
#include <string>

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class web_sessions {
public:
    web_sessions(connection& db, const key_ring& keys);

    void put_session(const std::string& token_hash, const store::web_session& s);
    void put_link(const std::string& token_hash, const store::web_session& s);
    std::optional<store::web_session> take_link(const std::string& token_hash, instant now);
    void forget(const std::string& subject);
    void end_staff(const std::string& subject);  // what lets into the staff room; not their own chat as a resident
    bool prune(instant now, std::size_t rows);

private:
    void put(statement& into, const std::string& token_hash, const store::web_session& s);
    void drop_staff(statement& all, statement& drop, const std::string& subject_hash);

    connection& db_;
    const key_ring& keys_;
    statement put_session_, put_link_, take_, sessions_of_, links_of_, drop_session_, drop_link_, drop_sessions_,
        drop_links_, prune_sessions_, prune_links_;
};

// From the columns expires and body; shared with the reader.
store::web_session session_of(instant expires, std::string_view sealed, const key_ring& keys);

}  // namespace linli::storage
