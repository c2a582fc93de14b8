#include <catch2/catch.hpp>

#include "dialogs/ascii.hpp"

using namespace linli;

TEST_CASE("A byte of a longer character is no digit") {
    CHECK(is_digit('7'));
    CHECK_FALSE(is_digit(std::string_view("７")[2]));
    CHECK(all_digits("0139"));
    CHECK_FALSE(all_digits(""));
    CHECK_FALSE(all_digits("13９"));
    CHECK(leading_digits("1203A") == 4);
    CHECK(leading_digits("12") == 2);
    CHECK(leading_digits("西门") == 0);
}

TEST_CASE("Blanks are cut off at the ends, and nothing is left of blanks alone") {
    CHECK(trimmed("  3 号楼 ") == "3 号楼");
    CHECK(trimmed("   ").empty());
    CHECK(trimmed("").empty());
    CHECK(trimmed_front(" a ") == "a ");
    CHECK(trimmed_back(" a ") == " a");
    CHECK(trimmed_back(trimmed_front(" (今天)", " ("), " )") == "今天");
    CHECK(trimmed_front("　a") == "　a");
}
