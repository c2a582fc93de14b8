#include "storage/rights.hpp"

#include <unistd.h>

#include <cerrno>

#include "storage/data_lock.hpp"
#include "storage/database_look.hpp"
#include "tests/storage/fixture.hpp"

using namespace linli::storage;
using linli::storage::testing::temporary_folder;

namespace {

bool says(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::string flaw(const std::filesystem::path& database, const std::filesystem::path& key) {
    const auto looked = look_at_database(database, key);
    return looked ? "" : looked.error();
}

}  // namespace

TEST_CASE("what is not there is as usable as the folder above it", "[rights]") {
    temporary_folder folder;
    std::ofstream(folder / "file") << "x";
    CHECK(part_that_exists(folder / "a" / "b") == folder.path());
    CHECK(why_not_usable(folder.path()) == 0);
    CHECK(why_not_usable(folder / "file") == 0);
    CHECK(why_not_usable(folder / "a" / "b") == 0);
    CHECK(why_not_usable(folder / "file" / "b") == ENOTDIR);
    if (::geteuid() == 0) return;  // nothing is denied to root
    std::filesystem::permissions(folder / "file", std::filesystem::perms::owner_read);
    CHECK(why_not_usable(folder / "file") == EACCES);
    std::filesystem::create_directory(folder / "closed");
    std::filesystem::permissions(folder / "closed", std::filesystem::perms::none);
    CHECK(why_not_usable(folder / "closed" / "b") == EACCES);
    std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_all);
}

TEST_CASE("whoever only looks is told what a start would be told, and nothing is made", "[rights]") {
    temporary_folder folder;
    std::ofstream(folder / "file") << "x";
    const auto data = folder / "file" / "data";
    const auto locked = lock_data_folder(data);
    REQUIRE_FALSE(locked);
    CHECK(flaw_of_data_folder(data) == locked.error().why);
    CHECK(flaw_of_data_folder(folder / "new" / "data").empty());
    CHECK(flaw(folder / "new" / "linli.db", folder / "new.key").empty());
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);

    for (const auto& [database, key] :
         {std::pair{folder / "file", folder / "key"}, std::pair{data, folder / "key"},
          std::pair{folder / "linli.db", folder / "file"}, std::pair{folder / "linli.db", data}}) {
        const auto opened = sqlite_store::open({database, key, {}, 0});
        REQUIRE_FALSE(opened);
        CHECK(flaw(database, key) == opened.error());
        CHECK(says(opened.error(), "gateway."));
        std::filesystem::remove(folder / "linli.db");
    }
}

TEST_CASE("a database may lie in a folder of its own, which is made", "[rights]") {
    temporary_folder folder;
    CHECK(sqlite_store::open({folder / "of" / "its" / "own.db", folder / "key", {}, 0}));
}
