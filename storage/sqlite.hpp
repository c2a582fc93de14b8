// A thin owner of SQLite connections and prepared statements.
//
// Thread: a connection and its statements belong to one thread at a time. Errors: store_error, with
// `full` set when there is no space; nothing else is thrown. A statement must not outlive its
// connection.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

#include "dialogs/time.hpp"
#include "storage/store.hpp"

namespace linli::storage {

inline constexpr int busy_ms = 5000;  // a schema lock or a checkpoint is over long before

struct blob {  // bound as bytes instead of text
    std::string_view bytes;
};

class connection {
public:
    // look: leaves no trace, neither in the database nor beside it.
    enum class mode { write, read, look };
    // Opens (and, to write, creates: readable by its owner alone) with the settings of every
    // connection of ours: WAL, full durability, defensive, small limits, a page cache of 1 MB (256 KB to read).
    connection(const std::filesystem::path& file, mode m);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    sqlite3* handle() { return db_; }
    void execute(const char* sql);
    void begin_write() { execute(begin_write_, "BEGIN IMMEDIATE"); }
    void begin_read() { execute(begin_read_, "BEGIN"); }
    void commit() { execute(commit_, "COMMIT"); }
    void roll_back() noexcept;                                 // also where SQLite has done so by itself
    std::int64_t changes() { return sqlite3_changes64(db_); }  // of the last write
    std::int64_t last_id() { return sqlite3_last_insert_rowid(db_); }
    [[noreturn]] void fail(int code);

private:
    void set_up(mode m);
    void execute(sqlite3_stmt*& kept, const char* sql);  // prepared once

    sqlite3* db_ = nullptr;
    sqlite3_stmt* begin_write_ = nullptr;
    sqlite3_stmt* begin_read_ = nullptr;
    sqlite3_stmt* commit_ = nullptr;
};

// Rolls back unless it was committed.
class transaction {
public:
    explicit transaction(connection& db) : db_(db) { db_.begin_write(); }
    ~transaction() {
        if (!done_) db_.roll_back();
    }
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;
    void commit() {
        db_.commit();
        done_ = true;
    }

private:
    connection& db_;
    bool done_ = false;
};

class statement {
public:
    statement(connection& db, std::string_view sql);
    ~statement() { sqlite3_finalize(held_); }
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;

    // Binds by position, runs to the end, and gives the number of rows written.
    template <class... A>
    std::int64_t run(const A&... values) {
        const resetting guard{held_};
        bind_all(SQLITE_STATIC, values...);
        while (step()) {
        }
        return db_.changes();
    }

    // The rows of a query; one at a time for each statement. Texts and blobs are good until `next`.
    class rows {
    public:
        explicit rows(statement& s) : s_(&s) {}
        ~rows() { s_->reset(); }
        rows(const rows&) = delete;
        rows& operator=(const rows&) = delete;

        bool next() { return s_->step(); }
        std::int64_t integer(int column) const { return sqlite3_column_int64(s_->held_, column); }
        bool null(int column) const { return sqlite3_column_type(s_->held_, column) == SQLITE_NULL; }
        instant time(int column) const { return instant{span_of_time{integer(column)}}; }
        std::string_view text(int column) const;  // also of a blob
        std::string copy(int column) const { return std::string(text(column)); }
        template <class E>
        E id(int column) const {
            return static_cast<E>(integer(column));
        }

    private:
        statement* s_;
    };
    template <class... A>
    rows query(const A&... values) {
        reset();
        bind_all(SQLITE_TRANSIENT, values...);
        return rows(*this);
    }

private:
    struct resetting {
        sqlite3_stmt* s;
        ~resetting() { sqlite3_reset(s); }
    };

    bool step();
    void reset() { sqlite3_reset(held_); }

    template <class... A>
    void bind_all([[maybe_unused]] sqlite3_destructor_type life, const A&... values) {
        [[maybe_unused]] int position = 0;
        (bind(++position, values, life), ...);
    }
    template <class T>
    void bind(int at, const T& v, sqlite3_destructor_type life) {
        if constexpr (std::is_same_v<T, std::nullptr_t>)
            check(sqlite3_bind_null(held_, at));
        else if constexpr (std::is_same_v<T, instant>)
            check(sqlite3_bind_int64(held_, at, v.time_since_epoch().count()));
        else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>)
            check(sqlite3_bind_int64(held_, at, static_cast<std::int64_t>(v)));
        else if constexpr (std::is_same_v<T, blob>)
            check(sqlite3_bind_blob64(held_, at, v.bytes.data(), v.bytes.size(), life));
        else
            bind_text(at, v, life);
    }
    void bind_text(int at, std::string_view v, sqlite3_destructor_type life) {
        // A null pointer would bind NULL.
        check(sqlite3_bind_text64(held_, at, v.data() ? v.data() : "", v.size(), life, SQLITE_UTF8));
    }
    void check(int code) {
        if (code != SQLITE_OK) db_.fail(code);
    }

    connection& db_;
    sqlite3_stmt* held_ = nullptr;
};

}  // namespace linli::storage
