#include "storage/key_ring.hpp"

#include <sys/stat.h>

#include "tests/storage/fixture.hpp"

using namespace linli::storage;
using linli::storage::testing::bytes_of;
using linli::storage::testing::temporary_folder;

TEST_CASE("a key is made once, for its owner alone", "[key_ring]") {
    temporary_folder folder;
    const auto file = folder / "keys" / "linli.key";
    CHECK_FALSE(key_ring::open(file, false));
    CHECK_FALSE(std::filesystem::exists(file));
    auto made = key_ring::open(file, true);
    REQUIRE(made);
    struct stat s {};
    REQUIRE(::stat(file.c_str(), &s) == 0);
    CHECK((s.st_mode & 0777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}) == 1);
    const auto before = bytes_of(file);
    auto again = key_ring::open(file, true);
    REQUIRE(again);
    CHECK(bytes_of(file) == before);
    CHECK(again->unseal("p", made->seal("p", "words")) == "words");
    CHECK(again->hash("p", "words") == made->hash("p", "words"));
}

TEST_CASE("a file that is no key is refused", "[key_ring]") {
    temporary_folder folder;
    const auto text =
        GENERATE(as<std::string>{}, "", "linli-key-1 ", "linli-key-1 00ff\n",
                 "linli-key-2 " + std::string(64, '0') + "\n", "linli-key-1 " + std::string(64, 'g') + "\n",
                 "linli-key-1 " + std::string(66, '0') + "\n", std::string(200, '\0'));
    std::ofstream(folder / "key", std::ios::binary) << text;
    const auto r = key_ring::open(folder / "key", true);
    REQUIRE_FALSE(r);
    CHECK(r.error().find("is not a key file") != std::string::npos);
}

TEST_CASE("what was sealed opens only whole, for its purpose and with its key", "[key_ring]") {
    temporary_folder folder;
    const auto mine = *key_ring::open(folder / "a", true);
    const auto other = *key_ring::open(folder / "b", true);
    const auto sealed = mine.seal("phone", "13800138000");
    CHECK(mine.seal("phone", "13800138000") != sealed);
    CHECK_FALSE(mine.unseal("name", sealed));
    CHECK_FALSE(other.unseal("phone", sealed));
    CHECK_FALSE(mine.unseal("phone", ""));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(mine.unseal("phone", changed));
        CHECK_FALSE(mine.unseal("phone", sealed.substr(0, i)));
    }
    CHECK_FALSE(mine.unseal_text("phone", "not base64!"));
    CHECK(mine.hash("a", "bc") != mine.hash("ab", "c"));
    CHECK(mine.hash("a", "b") != other.hash("a", "b"));
}

// When this fails, no existing database can find or open its addresses.
TEST_CASE("the first release's key still opens what it sealed", "[key_ring]") {
    temporary_folder folder;
    std::ofstream(folder / "key") << "linli-key-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    const auto ring = *key_ring::open(folder / "key", false);
    CHECK(ring.unseal_text("phone", "qCQWl4os1mg9fNIy3EW3mbpLc2D2bQBYJDrgJIReP21WITYXTdfgPw2-B_rFXo_-QKPH") ==
          "13800138000");
    std::string hex;
    for (const unsigned char c : ring.hash("address", "tg\n99887766")) {
        constexpr std::string_view digits = "0123456789abcdef";
        hex += digits[c >> 4];
        hex += digits[c & 15];
    }
    CHECK(hex == "40906c00a46f6325157c2358d0e96f2e");
}
