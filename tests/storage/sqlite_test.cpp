#include "storage/sqlite.hpp"

#include <sys/stat.h>

#include "storage/checkpoint.hpp"
#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;
using linli::storage::testing::noon_minute;
using linli::storage::testing::temporary_folder;

namespace {

std::string pragma(connection& db, const std::string& name) {
    statement ask(db, "PRAGMA " + name);
    auto rows = ask.query();
    return rows.next() ? rows.copy(0) : "";
}

}  // namespace

TEST_CASE("every connection has the settings that our promises rest on", "[sqlite]") {
    temporary_folder folder;
    connection db(folder / "x.db", connection::mode::write);
    CHECK(pragma(db, "journal_mode") == "wal");
    CHECK(pragma(db, "synchronous") == "2");  // FULL
    CHECK(pragma(db, "foreign_keys") == "1");
    CHECK(pragma(db, "wal_autocheckpoint") == "0");
    CHECK(pragma(db, "secure_delete") == "1");
    CHECK(pragma(db, "trusted_schema") == "0");
    CHECK(pragma(db, "cache_size") == "-1000");
    CHECK(pragma(db, "busy_timeout") == "5000");
    struct stat s {};
    REQUIRE(::stat((folder / "x.db").c_str(), &s) == 0);
    CHECK((s.st_mode & 0777) == 0600);
    CHECK_THROWS_AS(db.execute("PRAGMA writable_schema=ON; DELETE FROM sqlite_schema"), store_error);
    CHECK_THROWS_AS(db.execute("SELECT load_extension('x')"), store_error);
    connection reading(folder / "x.db", connection::mode::read);
    CHECK_THROWS_AS(reading.execute("CREATE TABLE t(x)"), store_error);
}

TEST_CASE("texts with quotes, zero bytes and no bytes are only ever data", "[sqlite]") {
    temporary_folder folder;
    connection db(folder / "x.db", connection::mode::write);
    db.execute("CREATE TABLE t(a TEXT NOT NULL, b BLOB NOT NULL) STRICT");
    const std::string nasty = std::string("'); DROP TABLE t;--\0\"x", 22);
    statement put(db, "INSERT INTO t VALUES(?, ?)");
    put.run(nasty, blob{nasty});
    put.run(std::string_view{}, blob{"x"});
    statement get(db, "SELECT a, b FROM t ORDER BY rowid");
    auto rows = get.query();
    REQUIRE(rows.next());
    CHECK(rows.text(0) == nasty);
    CHECK(rows.text(1) == nasty);
    REQUIRE(rows.next());
    CHECK(rows.text(0).empty());
    CHECK_FALSE(rows.next());
}

TEST_CASE("a full database refuses, says so, and heals", "[sqlite]") {
    database d;
    const auto who = d.person("tg", "1");
    d.options.max_bytes = 1 << 20;
    d.reopen();
    std::vector<std::int64_t> ids;
    bool full = false;
    for (int i = 0; i < 100 && !full; ++i) {
        batch_changes c;
        c.events = {d.said_by(who, "x", std::to_string(i))};
        c.outbox = {d.message_to(who, std::string(50'000, 'x'))};
        try {
            d.store->commit(c);
            ids.push_back(c.outbox.at(0).id);
        } catch (const store_error& e) {
            full = e.full;
            CHECK(std::string(e.what()).find("no space") != std::string::npos);
            CHECK(c.outbox.at(0).id == 0);
            CHECK_FALSE(d.seen({"tg", noon_minute, std::to_string(i)}));
        }
    }
    REQUIRE(full);
    REQUIRE(ids.size() > 5);
    CHECK(d.reader()->integrity() == "ok");
    CHECK(d.reader()->count().outbox == static_cast<std::int64_t>(ids.size()));
    batch_changes settle;
    for (const auto id : ids) settle.settles.push_back({id, {}});
    d.store->commit(settle);
    batch_changes c;
    c.events = {d.said_by(who, "again", "again")};
    c.outbox = {d.message_to(who, std::string(50'000, 'x'))};
    d.store->commit(c);
    CHECK(d.seen({"tg", noon_minute, "again"}));
}

TEST_CASE("checkpoints empty the log beside a writer", "[sqlite]") {
    database d;
    const auto who = d.person("tg", "1");
    checkpoint_connection checkpoints(d.options.database);
    const auto log = d.options.database.string() + "-wal";
    for (int i = 0; i < 50; ++i) {
        batch_changes c;
        c.outbox = {d.message_to(who, std::string(100'000, 'x'))};
        d.store->commit(c);
        CHECK(checkpoints.run() == 0);
    }
    CHECK(std::filesystem::file_size(log) < 1'000'000);  // it starts anew each time

    connection reading(d.options.database, connection::mode::read);
    reading.begin_read();
    statement(reading, "SELECT count(*) FROM outbox").query().next();
    batch_changes c;
    c.outbox = {d.message_to(who, "x")};
    d.store->commit(c);
    CHECK(checkpoints.run() > 0);  // held up by a reader, and says so
    reading.commit();
    CHECK(checkpoints.run() == 0);
    checkpoints.truncate();
    CHECK(std::filesystem::file_size(log) == 0);
}
