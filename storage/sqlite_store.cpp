#include "storage/sqlite_store.hpp"

#include "storage/database_look.hpp"
#include "storage/schema.hpp"

namespace linli::storage {
namespace {

constexpr std::size_t prune_rows = 500;  // a piece takes about 2 ms of the store thread
constexpr std::int64_t page_bytes = 4096;
constexpr std::string_view key_purpose = "key check";
constexpr std::string_view key_words = "linli";

std::optional<std::string> stored_key_check(connection& db) {
    if (schema_number(db) == 0) return std::nullopt;
    statement ask(db, "SELECT value FROM setting WHERE key='key_check'");
    auto rows = ask.query();
    if (!rows.next()) return std::nullopt;
    return rows.copy(0);
}

}  // namespace

result<key_ring, std::string> open_keys(connection& db, const std::filesystem::path& file, bool may_create) {
    const auto check = stored_key_check(db);
    auto keys = key_ring::open(file, may_create && !check);
    if (keys && check && keys->unseal_text(key_purpose, *check) != key_words)
        return failure{"the key file " + file.string() +
                       " is not the one that this database was made with; put back the right file"};
    return keys;
}

result<std::unique_ptr<sqlite_store>, std::string> sqlite_store::open(const sqlite_options& options) try {
    if (auto why = flaw_of_database_file(options.database); !why.empty()) return failure{std::move(why)};
    std::error_code told_by_opening;
    std::filesystem::create_directories(options.database.parent_path(), told_by_opening);
    std::optional<key_ring> keys;
    {
        connection db(options.database, connection::mode::write);
        if (auto why = schema_mismatch(db, schema_files()); !why.empty())
            return failure{options.database.string() + ": " + why};
        auto opened = open_keys(db, options.key_file, true);
        if (!opened) return failure{opened.error()};
        keys.emplace(*opened);
        if (auto why = migrate(db, schema_files()); !why.empty())
            return failure{options.database.string() + ": " + why};
        statement(db, "INSERT OR IGNORE INTO setting(key, value) VALUES('key_check', ?)")
            .run(keys->seal_text(key_purpose, key_words));
    }
    return std::unique_ptr<sqlite_store>(new sqlite_store(options, *keys));
} catch (const store_error& e) {
    return failure{options.database.string() + ": " + e.what()};
}

sqlite_store::sqlite_store(const sqlite_options& options, const key_ring& keys)
    : keys_(keys),
      db_(options.database, connection::mode::write),
      web_channels_(options.web_channels),
      book_(db_, keys_),
      record_(db_, keys_, book_),
      states_(db_, keys_),
      queues_(db_, keys_, book_),
      receipts_(db_, keys_),
      attempts_(db_),
      threads_(db_),
      rooms_(db_, keys_),
      sessions_(db_, keys_),
      photos_(db_),
      search_(db_, keys_),
      setting_(db_, "SELECT value FROM setting WHERE key=?"),
      put_setting_(db_, "INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)") {
    if (options.max_bytes > 0)
        db_.execute(("PRAGMA max_page_count=" + std::to_string(options.max_bytes / page_bytes)).c_str());
    if (!options.durable) db_.execute("PRAGMA synchronous=OFF");
    statement last(db_, "SELECT at FROM message ORDER BY id DESC LIMIT 1");
    if (auto rows = last.query(); rows.next()) saw(rows.time(0));
    search_.fill();
    empty_log();
}

loaded sqlite_store::load(const batch_keys& keys) {
    loaded all;
    db_.begin_read();  // one lock and one snapshot for the whole batch
    try {
        for (const auto& key : keys.dedupe) all.seen.push_back(record_.seen(key));
        for (const auto& where : keys.addresses) all.persons.push_back(book_.find_or_make(where));
        all.conversations.resize(keys.conversations.size());
        all.offices.resize(keys.conversations.size());
        for (std::size_t i = 0; i < keys.conversations.size(); ++i)
            record_.ends_at(keys.conversations[i],
                            states_.load(keys.conversations[i], all.conversations[i], all.offices[i]));
        for (const auto code : keys.cases) all.cases.push_back(states_.load_case(code));
        for (const auto& key : keys.receipts) {
            auto found = receipts_.find(key);
            all.receipts.push_back(found ? std::move(found) : rooms_.receipt_of(key));
        }
        for (const auto& key : keys.tags) all.tags.push_back(receipts_.newest(key));
        for (const auto& key : keys.threads) all.threads.push_back(threads_.find(key));
        for (const auto& key : keys.thread_ids) all.thread_ids.push_back(threads_.find(key));
        for (const auto id : keys.parked)
            if (queues_.is_parked(id)) all.parked.push_back(id);
        if (keys.open_cases) all.open_cases = states_.open_cases();
        if (!keys.near.empty()) all.near = states_.near(keys.near);
        if (keys.search)
            for (const auto code : search_.find(*keys.search, found_max))
                if (auto f = states_.load_case(code)) all.found.push_back(std::move(*f));
        db_.commit();
    } catch (...) {
        db_.roll_back();
        throw;
    }
    return all;
}

person_id sqlite_store::person_for(const address& where) {
    transaction whole(db_);
    const auto who = book_.find_or_make(where);
    if (who.created) book_.store_new();
    whole.commit();
    book_.committed();
    return who.id;
}

void sqlite_store::bind(person_id who, const address& where) {
    transaction whole(db_);
    book_.bind(who, where);
    whole.commit();
}

std::vector<store::due_row> sqlite_store::due(instant now, std::size_t limit) {
    saw(now);
    return states_.due(now, limit);
}

std::vector<outbox_row> sqlite_store::unsent(instant now, instant lease, std::size_t limit) {
    saw(now);
    return queues_.unsent(now, lease, limit);
}

std::vector<outbox_row> sqlite_store::web_unsettled(person_id room, std::int64_t seq) {
    return queues_.web_unsettled(room, seq);
}

void sqlite_store::put_session(const std::string& token_hash, const web_session& s) {
    sessions_.put_session(token_hash, s);
}

std::optional<store::web_session> sqlite_store::take_link(const std::string& token_hash, instant now) {
    return sessions_.take_link(token_hash, now);
}

void sqlite_store::put_link(const std::string& token_hash, const web_session& s) { sessions_.put_link(token_hash, s); }

void sqlite_store::drop_sessions(const std::string& subject) {
    transaction whole(db_);
    sessions_.forget(subject);
    whole.commit();
}

std::optional<std::string> sqlite_store::setting(const std::string& key) {
    auto rows = setting_.query(key);
    if (!rows.next()) return std::nullopt;
    return rows.copy(0);
}

void sqlite_store::set_setting(const std::string& key, const std::string& value) { put_setting_.run(key, value); }

bool sqlite_store::prune(instant now) {
    saw(now);
    if (owes_emptying_) empty_log();
    transaction whole(db_);
    bool more = record_.prune(now, prune_rows);
    more |= receipts_.prune(now, prune_rows);
    more |= attempts_.prune(now, prune_rows);
    more |= sessions_.prune(now, prune_rows);
    whole.commit();
    return more;
}

void sqlite_store::empty_log() {
    sqlite3_busy_timeout(db_.handle(), 0);  // a reader or a checkpoint is in the way: next time
    owes_emptying_ =
        sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) != SQLITE_OK;
    sqlite3_busy_timeout(db_.handle(), busy_ms);
}

}  // namespace linli::storage
