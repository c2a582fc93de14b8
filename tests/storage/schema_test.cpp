#include "storage/schema.hpp"

#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::temporary_folder;

namespace {

std::string refused(const sqlite_options& options) {
    const auto r = sqlite_store::open(options);
    return r ? "" : r.error();
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("a database whose key is missing or wrong is refused", "[schema]") {
    database d;
    const auto who = d.person("tg", "1");
    d.store.reset();
    const auto kept = d.options.key_file.string() + ".kept";
    std::filesystem::rename(d.options.key_file, kept);
    CHECK(says(refused(d.options), "is missing"));
    CHECK_FALSE(std::filesystem::exists(d.options.key_file));
    CHECK_FALSE(sqlite_reader::open(d.options.database, d.options.key_file));

    REQUIRE(key_ring::open(d.options.key_file, true));  // another one
    CHECK(says(refused(d.options), "is not the one that this database was made with"));
    CHECK_FALSE(sqlite_reader::open(d.options.database, d.options.key_file));

    std::filesystem::rename(kept, d.options.key_file);
    d.store = d.opened();
    CHECK(d.store->address_of(who) == address{"tg", "1"});
}

TEST_CASE("a database of a newer release, or of another program, is refused and left alone", "[schema]") {
    database d;
    d.store.reset();
    SECTION("newer") {
        connection(d.options.database, connection::mode::write)
            .execute("INSERT INTO migration(number, checksum) VALUES(99, x'00')");
        CHECK(says(refused(d.options), "written by a newer release"));
        CHECK(says(refused(d.options), "99"));
    }
    SECTION("changed") {
        connection(d.options.database, connection::mode::write)
            .execute("UPDATE migration SET checksum=x'00' WHERE number=1");
        CHECK(says(refused(d.options), "is not the one"));
    }
    SECTION("another program's") {
        sqlite_options other = d.options;
        other.database = d.folder / "other.db";
        connection(other.database, connection::mode::write).execute("CREATE TABLE theirs(x)");
        CHECK(says(refused(other), "not one of Linli"));
        connection look(other.database, connection::mode::read);
        statement tables(look, "SELECT count(*) FROM sqlite_schema");
        auto rows = tables.query();
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == 1);
    }
    SECTION("no database at all") {
        sqlite_options other = d.options;
        other.database = d.folder / "words.db";
        std::ofstream(other.database) << std::string(5000, 'w');
        CHECK(says(refused(other), "this file is no SQLite database; put back the right one"));
    }
}

TEST_CASE("migrations go up one by one, each whole or not at all", "[schema]") {
    temporary_folder folder;
    connection db(folder / "m.db", connection::mode::write);
    const embedded_file first{"001.sql", "CREATE TABLE a(x INTEGER) STRICT;"};
    const embedded_file second{"002.sql", "INSERT INTO a VALUES(1); CREATE TABLE b(x INTEGER) STRICT;"};
    const embedded_file broken{"003.sql", "INSERT INTO a VALUES(2); CREATE TABLE b(x INTEGER);"};
    const std::vector<embedded_file> one{first};
    const std::vector<embedded_file> two{second, first};  // any order
    const std::vector<embedded_file> three{first, second, broken};
    CHECK(migrate(db, one).empty());
    CHECK(check_schema(db, one).empty());
    CHECK(says(check_schema(db, two), "earlier release"));
    CHECK(migrate(db, two).empty());
    CHECK(migrate(db, two).empty());
    CHECK(says(check_schema(db, one), "newer release"));
    CHECK_THROWS_AS(migrate(db, three), store_error);
    CHECK(schema_number(db) == 2);
    statement count(db, "SELECT count(*) FROM a");
    auto rows = count.query();
    REQUIRE(rows.next());
    CHECK(rows.integer(0) == 1);
}

TEST_CASE("the program carries its schema", "[schema]") {
    REQUIRE_FALSE(schema_files().empty());
    CHECK(schema_files()[0].path == "001.sql");
}
