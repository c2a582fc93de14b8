#include "storage/database_look.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "storage/rights.hpp"
#include "storage/schema.hpp"
#include "storage/sqlite.hpp"
#include "storage/sqlite_store.hpp"

namespace linli::storage {
namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};  // how each of them begins

// "" or why this user cannot work with the database. SQLite keeps files of its own beside it.
std::string flaw_of_rights(const std::filesystem::path& database) {
    const auto folder = database.has_parent_path() ? database.parent_path() : std::filesystem::path(".");
    for (const std::filesystem::path& what : {folder, database, std::filesystem::path(database.string() + "-wal"),
                                              std::filesystem::path(database.string() + "-shm")})
        if (const int why = why_not_usable(what))
            return "the database cannot be used: " + what.string() + ": " + std::strerror(why) +
                   "; run Linli as the user who owns it and its folder, or name another in gateway.store";
    return {};
}

// "" or why this is no SQLite database, in better words than SQLite has.
std::string flaw_of_content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::string("this file cannot be read: ") + std::strerror(errno);
    std::string begin(magic.size(), '\0');
    in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (begin == magic) return {};
    return "this file is no SQLite database; put back the right one, or name another in gateway.store";
}

bool is_empty_file(const std::filesystem::path& file) {
    std::error_code unseen;
    return std::filesystem::is_regular_file(file, unseen) && std::filesystem::file_size(file, unseen) == 0;
}

}  // namespace

std::string flaw_of_database_file(const std::filesystem::path& database) {
    std::error_code unseen;
    if (std::filesystem::is_directory(database, unseen))
        return database.string() + ": this is a folder, and no database";
    if (auto why = flaw_of_rights(database); !why.empty()) return why;
    if (!std::filesystem::exists(database, unseen) || is_empty_file(database)) return {};
    const auto why = flaw_of_content(database);
    return why.empty() ? why : database.string() + ": " + why;
}

result<database_look, std::string> look_at_database(const std::filesystem::path& database,
                                                    const std::filesystem::path& key_file) try {
    using state = database_look::state;
    // A database that is still to be made: its key may be made with it.
    const auto unmade = [&](state how) -> result<database_look, std::string> {
        if (auto why = key_ring::flaw_of(key_file); !why.empty()) return failure{std::move(why)};
        return database_look{how, 0};
    };
    if (auto why = flaw_of_database_file(database); !why.empty()) return failure{std::move(why)};
    if (!std::filesystem::exists(database)) return unmade(state::absent);
    if (is_empty_file(database)) return unmade(state::empty);
    connection db(database, connection::mode::look);
    if (auto why = schema_mismatch(db, schema_files()); !why.empty()) return failure{database.string() + ": " + why};
    const int schema = schema_number(db);
    if (schema == 0) return unmade(state::empty);
    if (const auto keys = open_keys(db, key_file, false); !keys) return failure{keys.error()};
    return database_look{check_schema(db, schema_files()).empty() ? state::current : state::earlier, schema};
} catch (const store_error& e) {
    return failure{database.string() + ": " + e.what()};
} catch (const std::filesystem::filesystem_error& e) {
    return failure{database.string() + ": this file cannot be read: " + e.code().message()};
}

}  // namespace linli::storage
