#include "storage/database_look.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "storage/schema.hpp"
#include "storage/sqlite.hpp"
#include "storage/sqlite_store.hpp"

namespace linli::storage {
namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};  // how each of them begins

// "" or why this is no SQLite database, in better words than SQLite has.
std::string flaw_of_file(const std::filesystem::path& file) {
    if (std::filesystem::is_directory(file)) return "this is a folder, and no database";
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::string("this file cannot be read: ") + std::strerror(errno);
    std::string begin(magic.size(), '\0');
    in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (begin == magic) return {};
    return "this file is no SQLite database; put back the right one, or name another in gateway.store";
}

}  // namespace

result<database_look, std::string> look_at_database(const std::filesystem::path& database,
                                                    const std::filesystem::path& key_file) try {
    using state = database_look::state;
    std::error_code wrong;
    const auto kind = std::filesystem::status(database, wrong).type();
    if (kind == std::filesystem::file_type::not_found) return database_look{state::absent, 0};
    if (wrong) return failure{database.string() + ": this file cannot be read: " + wrong.message()};
    if (std::filesystem::is_regular_file(database) && std::filesystem::is_empty(database))
        return database_look{state::empty, 0};
    if (auto why = flaw_of_file(database); !why.empty()) return failure{database.string() + ": " + why};
    connection db(database, connection::mode::look);
    if (auto why = schema_mismatch(db, schema_files()); !why.empty()) return failure{database.string() + ": " + why};
    const int schema = schema_number(db);
    if (schema == 0) return database_look{state::empty, 0};
    if (const auto keys = open_keys(db, key_file, false); !keys) return failure{keys.error()};
    return database_look{check_schema(db, schema_files()).empty() ? state::current : state::earlier, schema};
} catch (const store_error& e) {
    return failure{database.string() + ": " + e.what()};
} catch (const std::filesystem::filesystem_error& e) {
    return failure{database.string() + ": this file cannot be read: " + e.code().message()};
}

}  // namespace linli::storage
