#include <catch2/catch.hpp>

#include "dialogs/understanding/together.hpp"
#include "tests/understanding/reading_of.hpp"

using namespace linli;

TEST_CASE("a reply is read together with what was told before") {
    const auto& t = test::the_taxonomy();
    const auto& inside = *t.find_question("lift_inside");
    CHECK(option_said(t, inside, "电梯又停了", "里面没人") == 1u);
    CHECK(option_said(t, inside, "lift out of order", "nobody in it") == 1u);
    CHECK(option_said(t, inside, "电梯又停了", "里面有人") == 0u);
    CHECK_FALSE(option_said(t, inside, "电梯又停了，里面没人", "10栋"));
    CHECK_FALSE(option_said(t, inside, "电梯夹了人", "没人受伤"));
    CHECK_FALSE(option_said(t, *t.find_question("scope"), "停水", "没人"));
}

TEST_CASE("who is spoken of answers no other question") {
    const auto& t = test::the_taxonomy();
    CHECK(read_remark("没人受伤。") == remark::nobody_hurt);
    CHECK(read_remark("没人") == remark::nobody_inside);
    CHECK(read_remark("没人管") == remark::none);
    CHECK(fits(remark::nobody_hurt, *t.find_question("hurt")));
    CHECK_FALSE(fits(remark::nobody_hurt, *t.find_question("ongoing")));
    CHECK_FALSE(fits(remark::nobody_inside, *t.find_question("ongoing")));
    CHECK(fits(remark::nobody_inside, *t.find_question("lift_inside")));
}

TEST_CASE("which kind it is, read together") {
    const auto& t = test::the_taxonomy();
    CHECK(kind_said(t, {"elevator.stopped", "elevator.unsafe", "elevator.ebike"}, "电梯", "有异响") ==
          "elevator.unsafe");
    CHECK(kind_said(t, {"elevator.stopped", "elevator.unsafe"}, "电梯有异响", "B区").empty());
}
