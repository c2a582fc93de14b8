#include <catch2/catch.hpp>

#include "dialogs/understanding/door_code.hpp"

using namespace linli;

namespace {

place read(std::string_view text) { return door_place(folder({}).fold(text)); }

}  // namespace

TEST_CASE("a link at a door says where it is", "[door]") {
    CHECK(read("/start b3-u2") == place{"3", "2", "", ""});
    CHECK(read("/start b3-u2-r1101") == place{"3", "2", "1101", ""});
    CHECK(read("/start@linli_bot bB-r12a") == place{"B", "", "12A", ""});
    CHECK(read("/start b12") == place{"12", "", "", ""});
}

TEST_CASE("any other payload is no place", "[door]") {
    for (const auto* text :
         {"/start", "/start ", "/start u2", "/start b", "/start b3-", "/start b3--u2", "/start u2-b3",
          "/start b3-u2-u3", "/start b3-x1", "/start b123456", "/start b3 u2", "/start promo", "b3-u2"})
        CHECK(read(text).empty());
}
