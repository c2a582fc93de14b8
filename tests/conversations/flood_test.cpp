// A resident who floods is answered once and then only recorded: for how long, whom it concerns, and what
// is heard all the same. (48-a-flood-is-answered-once-zh.txt shows one whole.)
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/conversations/world.hpp"

using namespace linli;

namespace {

using lines = std::vector<std::string>;

constexpr int answered_most = 20;  // in a minute

bool says(const lines& said, const std::string& words) {
    return std::any_of(said.begin(), said.end(), [&](const auto& l) { return l.find(words) != l.npos; });
}

lines write(test::world& w, const std::string& who, int times) {
    lines all;
    for (int i = 0; i < times; ++i)
        for (auto& l : w.play(who + "> 你好")) all.push_back(std::move(l));
    return all;
}

// Up to the one answer "that is fast", and past it.
void flood(test::world& w, const std::string& who) {
    CHECK_FALSE(says(write(w, who, answered_most), "发得很快"));
    CHECK(says(write(w, who, 1), "发得很快"));
    CHECK(write(w, who, 5).empty());
}

}  // namespace

TEST_CASE("after a minute whoever flooded is answered again", "[flood]") {
    test::world w;
    flood(w, "resident");
    w.play("+59s");
    CHECK(write(w, "resident", 1).empty());
    w.play("+2s");
    flood(w, "resident");
}

TEST_CASE("one resident's flood does not silence another", "[flood]") {
    test::world w;
    flood(w, "resident");
    CHECK_FALSE(write(w, "neighbour", 1).empty());
    flood(w, "third");
}

TEST_CASE("danger is heard in a flood, with all that belongs to it", "[flood]") {
    test::world w;
    flood(w, "resident");
    SECTION("for certain: the alarm, and what the resident answers to its questions") {
        const auto said = w.play("resident> 着火了！8栋楼下");
        CHECK(says(said, "119"));
        CHECK(says(said, "bot@group> 🚨"));
        CHECK_FALSE(says(said, "发得很快"));
        CHECK(says(w.play("resident> 还没有，烟很大"), "bot@group>"));
    }
    SECTION("perhaps: the question, and its answer") {
        const auto said = w.play("resident> 有人在楼下吵得很凶，3栋");
        CHECK(says(said, "现在有人有危险吗"));
        const auto alarmed = w.play("resident> 1");
        CHECK(says(alarmed, "bot@group> 🚨"));
    }
}

TEST_CASE("danger as the message that would be one too many is not told to wait", "[flood]") {
    test::world w;
    write(w, "resident", answered_most);
    CHECK_FALSE(says(w.play("resident> 着火了！8栋楼下"), "发得很快"));
    CHECK(w.cases().size() == 1);
}
