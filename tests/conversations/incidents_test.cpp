// What ordinary taps meet when the case is not what it was: a case that left its incident, an offer whose
// case ended. A turn that throws would fail the test.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/conversations/world.hpp"

using namespace linli;

namespace {

constexpr auto first = static_cast<case_code>(1), second = static_cast<case_code>(2), third = static_cast<case_code>(3);

// Two callers without a channel of ours report the same; the second case joins the first.
void two_callers(test::world& w) {
    for (const auto* line :
         {"@no-sms", "王经理@group> /new 13800001111 8栋整栋停水了", "王经理@group> /new 13800002222 8栋2单元停水了",
          "王经理@group> /merge CP-0002 CP-0001", "李工@group> /take CP-0001"})
        w.play(line);
    REQUIRE(w.cases().at(second).state == state::merged);
    REQUIRE(w.cases().at(first).joined.size() == 1);
}

bool mentions(const std::vector<std::string>& lines, std::string_view words) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& l) { return l.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("what joined a case ends with it", "[conversations]") {
    test::world w;
    two_callers(w);
    const auto told = w.play("李工@group> /done CP-0001 水泵修好了");
    CHECK(w.cases().at(second).state == state::resolved);
    CHECK(mentions(told, "水泵修好了 再问一句：解决了吗？ [1 解决了] [2 没解决] [3 没打通]"));
    w.play("李工@group> [没打通]");
    CHECK(w.cases().at(second).state == state::resolved);
    w.play("李工@group> [解决了]");
    CHECK(w.cases().at(second).outcome == outcome::solved);
}

TEST_CASE("a case that came loose does not end with the one it had joined, nor hears of it", "[conversations]") {
    test::world w;
    two_callers(w);
    w.play("王经理@group> /reopen CP-0002 那边是另一处");
    REQUIRE(w.cases().at(second).state == state::dispatched);
    CHECK_FALSE(mentions(w.play("李工@group> /onsite CP-0001"), "CP-0002"));
    CHECK_FALSE(mentions(w.play("李工@group> /done CP-0001 水泵修好了"), "CP-0002"));
    CHECK(w.cases().at(first).state == state::resolved);
    CHECK(w.cases().at(second).state == state::dispatched);
}

TEST_CASE("a case that came loose and joined another ends with that one", "[conversations]") {
    test::world w;
    two_callers(w);
    for (const auto* line :
         {"王经理@group> /reopen CP-0002 那边是另一处", "王经理@group> /new 13800003333 9栋2单元停水了",
          "王经理@group> /merge CP-0002 CP-0003", "李工@group> /done CP-0001 水泵修好了"})
        w.play(line);
    CHECK(w.cases().at(second).state == state::merged);
    w.play("李工@group> /take CP-0003");
    w.play("李工@group> /done CP-0003 阀门换了");
    CHECK(w.cases().at(second).state == state::resolved);
    CHECK(w.cases().at(second).result == "阀门换了");
}

TEST_CASE("an offer whose case ended meanwhile is refused to whoever turns it down or accepts it", "[conversations]") {
    for (const auto* end : {"王经理@group> /refer CP-0001 供水公司", "王经理@group> /reject CP-0001 不归我们",
                            "王经理@group> /merge CP-0001 CP-0002"})
        for (const auto* tap : {"李工@group> [不接]", "李工@group> [接手]"}) {
            INFO(end << " " << tap);
            test::world w;
            for (const auto* line : {"@no-sms", "王经理@group> /new 13800001111 8栋1单元停水了",
                                     "王经理@group> /new 13800002222 8栋2单元停水了", "王经理@group> /take CP-0001",
                                     "王经理@group> /assign CP-0001 李工"})
                w.play(line);
            REQUIRE(w.cases().at(first).offered_to != person_id::nobody);
            w.play(end);
            const auto before = w.log(first).size();
            CHECK(mentions(w.play(tap), "toast@李工"));
            CHECK(w.log(first).size() == before);
        }
}
