#include "storage/data_lock.hpp"

#include <sys/stat.h>

#include "tests/storage/fixture.hpp"

using namespace linli::storage;
using linli::storage::testing::temporary_folder;

TEST_CASE("a folder is served by one at a time", "[data_lock]") {
    temporary_folder folder;
    const auto data = folder / "new" / "data";
    {
        auto first = lock_data_folder(data);
        REQUIRE(first);
        struct stat s {};
        REQUIRE(::stat(data.c_str(), &s) == 0);
        CHECK((s.st_mode & 0777) == 0700);
        const auto second = lock_data_folder(data);
        REQUIRE_FALSE(second);
        CHECK(second.error().held);
        CHECK(second.error().why.find("process " + std::to_string(::getpid())) != std::string::npos);
        auto moved = std::move(*first);
        CHECK_FALSE(lock_data_folder(data));
    }
    CHECK(lock_data_folder(data));
}

TEST_CASE("what is not a folder of ours is refused", "[data_lock]") {
    temporary_folder folder;
    std::ofstream(folder / "file") << "x";
    const auto file = lock_data_folder(folder / "file");
    REQUIRE_FALSE(file);
    CHECK_FALSE(file.error().held);  // nobody else is to blame
    std::filesystem::create_directory(folder / "d");
    std::filesystem::create_symlink(folder / "file", (folder / "d") / "linli.lock");
    CHECK_FALSE(lock_data_folder(folder / "d"));
    CHECK(testing::bytes_of(folder / "file") == "x");
}

TEST_CASE("network file systems are known by their magic", "[data_lock]") {
    CHECK(is_network(0x6969));
    CHECK(is_network(static_cast<long>(0xFF534D42)));
    CHECK(is_network(static_cast<int>(0xFF534D42)));  // sign-extended, as some kernels give it
    CHECK_FALSE(is_network(0xEF53));                  // ext4
    CHECK_FALSE(is_network(0x01021994));              // tmpfs
}
