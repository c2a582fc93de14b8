#include "storage/sqlite.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace linli::storage {
namespace {

// What our own statements need, with room; smaller limits are fewer ways to be hurt.
constexpr std::pair<int, int> limits[] = {
    {SQLITE_LIMIT_LENGTH, 16 << 20},     // a row: a turn of 4,000 characters is far below
    {SQLITE_LIMIT_SQL_LENGTH, 1 << 16},  // a migration is the longest
    {SQLITE_LIMIT_COLUMN, 64},
    {SQLITE_LIMIT_EXPR_DEPTH, 64},
    {SQLITE_LIMIT_COMPOUND_SELECT, 8},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 1},  // VACUUM attaches one
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 128},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 4},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

// wal_autocheckpoint 0: a checkpoint inside COMMIT is the whole tail of latency (checkpoint.hpp
// does it). secure_delete costs nothing measurable here (the pages are written anyway) and leaves
// no trace of what was forgotten. recursive_triggers: REPLACE must not pass by the append-only log.
// No mmap: it cannot help writes, and an I/O error would be a signal.
constexpr const char* log_ahead = "PRAGMA journal_mode=WAL";
constexpr const char* settings =
    "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
    "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-1000; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA "
    "temp_store=MEMORY;"
    "PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON;";

// SQLite would count the bytes of each of its allocations under one lock for all connections. Must be
// said before the first of them opens.
[[maybe_unused]] const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

// SQLite's own address of a file that is only looked at. Where no log lies beside it nobody works on it, and SQLite
// must not make one (immutable); where there is one, its index is read or made in memory (readonly_shm).
std::string untouched(const std::filesystem::path& file) {
    std::string address = "file:";
    for (const char c : file.string())
        address += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
    std::error_code ignored;
    const bool log = std::filesystem::exists(file.string() + "-wal", ignored);
    return address + (log ? "?mode=ro&readonly_shm=1" : "?mode=ro&immutable=1");
}

}  // namespace

connection::connection(const std::filesystem::path& file, mode m) {
    // SQLite would take the umask; the log inherits the file's permissions. O_EXCL, since closing
    // an existing database's file would drop the locks of the other connections of this process.
    if (m == mode::write) {
        const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) ::close(fd);
    }
    const bool look = m == mode::look;
    const int way = look ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
    const auto name = look ? untouched(file) : file.string();
    const int code = sqlite3_open_v2(name.c_str(), &db_, way | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    try {
        if (code != SQLITE_OK) fail(code);
        set_up(m);
    } catch (...) {
        sqlite3_close_v2(db_);
        throw;
    }
}

connection::~connection() {
    for (auto* kept : {begin_write_, begin_read_, commit_}) sqlite3_finalize(kept);
    sqlite3_close_v2(db_);
}

void connection::set_up(mode m) {
    sqlite3_busy_timeout(db_, busy_ms);
    for (const auto& [what, most] : limits) sqlite3_limit(db_, what, most);
    int now = 0;
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &now);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, &now);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, &now);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &now);
    if (m != mode::look) execute(log_ahead);
    execute(settings);
    // What a reader asks for once is not asked for again soon; the kernel has those pages anyway.
    if (m != mode::write) execute("PRAGMA query_only=ON; PRAGMA cache_size=-256");
}

void connection::fail(int code) {
    // EDQUOT: the disk is not full, but ours is.
    const int cause = db_ ? sqlite3_system_errno(db_) : 0;
    const bool io = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN;
    const bool full = (code & 0xFF) == SQLITE_FULL || (io && (cause == ENOSPC || cause == EDQUOT));
    std::string what = full ? "no space is left for the database" : "the database failed";
    what += ": ";
    what += db_ ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
    throw store_error(what, full);
}

void connection::execute(const char* sql) {
    if (const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

void connection::execute(sqlite3_stmt*& kept, const char* sql) {
    if (!kept)
        if (const int code = sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &kept, nullptr);
            code != SQLITE_OK)
            fail(code);
    sqlite3_step(kept);
    if (const int code = sqlite3_reset(kept); code != SQLITE_OK) fail(code);  // it gives the error of the step
}

void connection::roll_back() noexcept {
    if (!sqlite3_get_autocommit(db_)) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

statement::statement(connection& db, std::string_view sql) : db_(db) {
    check(sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &held_,
                             nullptr));
}

bool statement::step() {
    const int code = sqlite3_step(held_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    db_.fail(code);
}

std::string_view statement::rows::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(s_->held_, column));
    return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(s_->held_, column)) : 0};
}

}  // namespace linli::storage
