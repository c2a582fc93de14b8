#include "gateway/joining.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace linli;
using namespace linli::gateway;

namespace {

adapters::inbound piece(int number, int total, std::string words, std::string key = {}, std::string set = "ref 7",
                        std::string chat = "+447700900123") {
    adapters::inbound in;
    in.chat = in.sender = std::move(chat);
    in.key = key.empty() ? "id" + std::to_string(number) : std::move(key);
    said s;
    s.text = std::move(words);
    s.message_id = in.key;
    in.body = std::move(s);
    in.part = adapters::text_part{std::move(set), number, total};
    return in;
}

const joining::clock::time_point start{std::chrono::hours{100}};

std::string words_of(const adapters::inbound& in) { return std::get<said>(in.body).text; }

}  // namespace

TEST_CASE("pieces in any order become the text, under the first one's id") {
    joining joins;
    CHECK_FALSE(joins.add("v", piece(3, 3, "down"), start).whole);
    CHECK_FALSE(joins.add("v", piece(1, 3, "the lift "), start).whole);
    const auto last = joins.add("v", piece(2, 3, "broke "), start);
    REQUIRE(last.whole);
    CHECK(words_of(*last.whole) == "the lift broke down");
    CHECK(last.whole->key == "id1");
    CHECK_FALSE(last.whole->part);
}

TEST_CASE("pieces of other texts, people and channels keep apart") {
    joining joins;
    joins.add("v", piece(1, 2, "a"), start);
    CHECK_FALSE(joins.add("w", piece(2, 2, "b"), start).whole);
    CHECK_FALSE(joins.add("v", piece(2, 2, "b", {}, "ref 8"), start).whole);
    CHECK_FALSE(joins.add("v", piece(2, 2, "b", {}, "ref 7", "+447700900124"), start).whole);
    CHECK_FALSE(joins.add("v", piece(2, 3, "b"), start).whole);
    CHECK(joins.add("v", piece(2, 2, "b"), start).whole);
}

TEST_CASE("a piece that comes again is not a second text") {
    joining joins;
    joins.add("v", piece(1, 2, "a"), start);
    CHECK_FALSE(joins.add("v", piece(1, 2, "a"), start).whole);
    auto last = joins.add("v", piece(2, 2, "b"), start);
    REQUIRE(last.whole);
    SECTION("while it is being committed") { CHECK_FALSE(joins.add("v", piece(2, 2, "b"), start).whole); }
    SECTION("after the commit: told at once") {
        joining::ended(*last.set, taken::committed);
        const auto again = joins.add("v", piece(1, 2, "a"), start);
        CHECK_FALSE(again.whole);
        CHECK(again.set->how == taken::committed);
    }
    SECTION("after a commit that failed: tried again") {
        joining::ended(*last.set, taken::failed);
        CHECK(joins.add("v", piece(1, 2, "a"), start).whole);
    }
}

TEST_CASE("a reference that a phone uses anew is another text") {
    joining joins;
    joins.add("v", piece(1, 2, "a"), start);
    joining::ended(*joins.add("v", piece(2, 2, "b"), start).set, taken::committed);
    CHECK_FALSE(joins.add("v", piece(1, 2, "c", "id9"), start).whole);
    const auto last = joins.add("v", piece(2, 2, "d", "id10"), start);
    REQUIRE(last.whole);
    CHECK(words_of(*last.whole) == "cd");
}

TEST_CASE("what never becomes whole is dropped, and there is a bound") {
    joining joins;
    joins.add("v", piece(1, 2, "a"), start);
    const auto later = start + std::chrono::hours{25};
    CHECK_FALSE(joins.add("v", piece(1, 2, "x", {}, "other"), later).whole);
    CHECK(joins.size() == 1);
    for (int i = 0; i < 3000; ++i) joins.add("v", piece(1, 2, "x", {}, std::to_string(i)), later);
    CHECK(joins.size() == 2000);
}

TEST_CASE("all who brought a piece learn what became of the text") {
    boost::asio::io_context io;
    joining joins;
    std::vector<std::optional<taken>> told;
    const auto wait = [&](int number, std::chrono::milliseconds patience) {
        const auto set = joins.add("v", piece(number, 3, "x"), start).set;
        boost::asio::co_spawn(io, joining::outcome(set, patience),
                              [&](std::exception_ptr, std::optional<taken> how) { told.push_back(how); });
        return set;
    };
    SECTION("heard") {
        wait(1, std::chrono::minutes{1});
        wait(2, std::chrono::minutes{1});
        const auto last = joins.add("v", piece(3, 3, "x"), start);
        REQUIRE(last.whole);
        boost::asio::post(io, [&] { joining::ended(*last.set, taken::committed); });
        io.run();
        CHECK(told == std::vector<std::optional<taken>>{taken::committed, taken::committed});
    }
    SECTION("not in time") {
        wait(1, std::chrono::milliseconds{1});
        wait(2, std::chrono::milliseconds{1});
        io.run();
        CHECK(told == std::vector<std::optional<taken>>{std::nullopt, std::nullopt});
    }
}
