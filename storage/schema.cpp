#include "storage/schema.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace linli::storage {
namespace {

constexpr std::int64_t application = 0x4C696E6C;  // "Linl", in the file's header
constexpr std::string_view not_ours = "this file is a database, but not one of Linli; name another in gateway.store";

struct migration {
    int number = 0;
    std::string_view sql;
};

std::vector<migration> in_order(std::span<const embedded_file> files) {
    std::vector<migration> all;
    for (const auto& file : files) {
        migration m{0, file.bytes};
        std::from_chars(file.path.data(), file.path.data() + file.path.size(), m.number);
        all.push_back(m);
    }
    std::ranges::sort(all, {}, &migration::number);
    return all;
}

std::string checksum(std::string_view text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
    return std::string(reinterpret_cast<const char*>(digest), size);
}

std::int64_t pragma(connection& db, const char* sql) {
    statement ask(db, sql);
    auto rows = ask.query();
    return rows.next() ? rows.integer(0) : 0;
}

bool has_table(connection& db, std::string_view name) {
    statement ask(db, "SELECT 1 FROM sqlite_schema WHERE type='table' AND name=?");
    return ask.query(name).next();
}

std::string compare(connection& db, const std::vector<migration>& ours) {
    if (!has_table(db, "migration")) {
        const bool empty = pragma(db, "SELECT count(*) FROM sqlite_schema") == 0;
        return std::string(empty ? "" : not_ours);
    }
    if (pragma(db, "PRAGMA application_id") != application) return std::string(not_ours);
    statement all(db, "SELECT number, checksum FROM migration ORDER BY number");
    auto rows = all.query();
    while (rows.next()) {
        const auto number = rows.integer(0);
        const auto known = std::ranges::find(ours, number, &migration::number);
        if (known == ours.end())
            return "this database was written by a newer release of Linli (its schema is " +
                   std::to_string(schema_number(db)) + ", this release knows " +
                   std::to_string(ours.empty() ? 0 : ours.back().number) + "); start that release";
        if (rows.text(1) != checksum(known->sql))
            return "schema " + std::to_string(number) +
                   " of this database is not the one that this release knows; start the release that made it";
    }
    return "";
}

void apply(connection& db, const migration& m) {
    transaction whole(db);
    if (m.number == 1) {
        db.execute("CREATE TABLE migration(number INTEGER PRIMARY KEY, checksum BLOB NOT NULL) STRICT");
        db.execute(("PRAGMA application_id=" + std::to_string(application)).c_str());
    }
    db.execute(std::string(m.sql).c_str());
    statement note(db, "INSERT INTO migration(number, checksum) VALUES(?, ?)");
    const auto sum = checksum(m.sql);
    note.run(m.number, blob{sum});
    whole.commit();
}

}  // namespace

int schema_number(connection& db) {
    if (!has_table(db, "migration")) return 0;
    return static_cast<int>(pragma(db, "SELECT coalesce(max(number), 0) FROM migration"));
}

std::string schema_mismatch(connection& db, std::span<const embedded_file> files) {
    return compare(db, in_order(files));
}

std::string migrate(connection& db, std::span<const embedded_file> files) {
    const auto ours = in_order(files);
    if (auto why = compare(db, ours); !why.empty()) return why;
    const int done = schema_number(db);
    for (const auto& m : ours)
        if (m.number > done) apply(db, m);
    return "";
}

std::string check_schema(connection& db, std::span<const embedded_file> files) {
    const auto ours = in_order(files);
    if (auto why = compare(db, ours); !why.empty()) return why;
    if (!ours.empty() && schema_number(db) < ours.back().number)
        return "this database is from an earlier release; `linli serve` brings it up to date";
    return "";
}

}  // namespace linli::storage
