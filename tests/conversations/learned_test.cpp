// Where nobody described the buildings, they are learned from what residents confirm.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/conversations/world.hpp"

using namespace linli;

namespace {

using lines = std::vector<std::string>;

bool says(const lines& said, const std::string& words) {
    return std::any_of(said.begin(), said.end(), [&](const auto& l) { return l.find(words) != l.npos; });
}

// A complaint from the first word to its code; whether it was doubted on the way.
bool files(test::world& w, const std::string& who, const std::string& where, const std::string& what = "马桶堵了") {
    auto said = w.play(who + "> " + where + what);
    const bool doubted = says(said, "第一次听到");
    if (doubted) said = w.play(who + "> 对");
    for (int i = 0; i < 5 && !says(said, "请看对不对"); ++i) said = w.play(who + "> 1");
    CHECK(says(w.play(who + "> 对，提交"), "已登记"));
    w.play(who + "> 跳过");
    return doubted;
}

}  // namespace

TEST_CASE("a new building is asked about once the known ones are many and steady, and then it is known") {
    test::world w;
    int filed = 0;
    for (int round = 0; round < 5; ++round)
        for (int home = 0; home < 8; ++home) {
            const auto who = "r" + std::to_string(++filed);
            CAPTURE(who);
            CHECK_FALSE(files(w, who, std::to_string(1 + home / 2) + "栋" + std::to_string(1 + home % 2) + "单元1101"));
        }
    CHECK(w.cases().size() == 40);
    CHECK_FALSE(files(w, "r41", "4栋1单元1102"));  // known
    CHECK(files(w, "r42", "33栋1单元1101"));
    CHECK(w.cases().rbegin()->second.place.building == "33");
    CHECK_FALSE(files(w, "r43", "33栋1单元1102"));            // somebody confirmed it
    CHECK_FALSE(files(w, "r42", "33栋1单元1101", "停电了"));  // and lives there
    CHECK(files(w, "r44", "2栋7单元1101"));                   // an entrance that ten residents did not name
}

TEST_CASE("few reports, or ever new names, doubt nobody") {
    test::world w;
    for (int b = 1; b <= 24; ++b) CHECK_FALSE(files(w, "r" + std::to_string(b), std::to_string(b) + "栋1101"));
}

TEST_CASE("one person's home counts once") {
    test::world w;
    for (int i = 1; i < 20; ++i) files(w, "r" + std::to_string(i), std::to_string(1 + i % 4) + "栋1101");
    CHECK_FALSE(files(w, "r1", "2栋1101", "停电了"));  // it would be the twentieth report
    CHECK_FALSE(files(w, "r20", "33栋1101"));
}
