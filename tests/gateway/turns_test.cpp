// The turn loop: order, duplicates, culprits, and a store that fails.
#include "tests/gateway/support/turn_stage.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::turn_stage;
using namespace std::chrono_literals;

TEST_CASE("an event is acknowledged after its commit, and what it sends is handed on") {
    bench b;
    b.run();
    CHECK(b.say_and_wait("hello", "1") == taken::committed);
    CHECK(b.acked_after == std::vector<int>{1});
    REQUIRE(b.heard.rows.size() == 1);
    CHECK(b.heard.rows[0].message.text == "hello 0");
    CHECK(b.heard.rows[0].to == storage::address{"tg", "7"});
    CHECK(b.heard.rows[0].id > 0);
    CHECK(b.store.events.size() == 1);
    CHECK(b.say_and_wait("again", "2") == taken::committed);
    CHECK(b.heard.rows[1].message.text == "again 1");  // the state of the first turn
    CHECK(b.store.conversations.begin()->second.version == 2);
}

TEST_CASE("a known resident's turn asks the store once") {
    bench b;
    b.run();
    b.say_and_wait("hello", "1");
    const int before = b.store.loads;
    b.say_and_wait("again", "2");
    CHECK(b.store.loads == before + 1);
}

TEST_CASE("a redelivery is acknowledged and taken once, also inside one batch") {
    bench b;
    b.run();
    b.gate = false;
    b.say("first", "0");
    for (int i = 0; i < 3; ++i) b.say("twice", "1");
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 4; }));
    CHECK(b.say_and_wait("twice", "1") == taken::committed);
    b.loop->stop();
    CHECK(b.store.events.size() == 2);
    CHECK(b.store.outbox.size() == 2);
    CHECK(b.loop->counters().channels[1]->duplicates == 3);
}

TEST_CASE("a key of arrival is known again within its minutes, and no longer") {
    bench b;
    b.run();
    const auto bring = [&](std::int64_t minute, const std::string& key, int minutes_before) {
        auto a = bench::words("tg", "7", "one", key);
        a.what.minute = minute;
        a.what.minutes_before = minutes_before;
        b.take_and_wait(std::move(a));
        return b.store.events.size();
    };
    CHECK(bring(100, "h", 2) == 1);
    CHECK(bring(100, "h", 2) == 1);
    CHECK(bring(102, "h", 2) == 1);
    CHECK(bring(102, "other", 2) == 2);
    CHECK(bring(103, "h", 2) == 3);  // what was dropped at 102 is not on record
    CHECK(bring(104, "h", 0) == 4);
    // Inside one batch as well.
    b.gate = false;
    b.say("first", "0");
    for (const auto minute : {200, 201}) {
        std::vector<arrival> all{bench::words("tg", "7", "one", "h")};
        all[0].what.minute = minute;
        all[0].what.minutes_before = 2;
        b.loop->submit(std::move(all), {});
    }
    b.open_gate();
    b.loop->stop();
    CHECK(b.store.events.size() == 6);
}

TEST_CASE("events of one person keep their order, and wait for each other in one batch") {
    bench b;
    b.run();
    b.gate = false;
    b.say("first", "0");
    for (int i = 1; i <= 30; ++i) b.say("m", std::to_string(i));
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 31; }));
    b.loop->stop();
    REQUIRE(b.heard.rows.size() == 31);
    for (int i = 1; i <= 30; ++i)
        CHECK(b.heard.rows[static_cast<std::size_t>(i)].message.text == "m " + std::to_string(i));
    CHECK(b.store.commits < 31);  // they shared a commit
    CHECK(b.store.conversations.begin()->second.serial == 31);
}

TEST_CASE("a turn that throws is parked, its sender is told, the others commit") {
    const auto bad = GENERATE(std::string("throw"), std::string("steal"), std::string("ask"));
    bench b;
    b.run();
    b.gate = false;
    b.say("first", "0");
    b.say("good", "1", "1");
    b.say(bad, "2", "2");
    b.say("good too", "3", "3");
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 4; }));
    b.loop->stop();
    for (const auto& [key, t] : b.heard.ends) CHECK(t == taken::committed);
    REQUIRE(b.store.parked_rows.size() == 1);
    CHECK(std::get<said>(b.store.parked_rows[0].event.body).text == bad);
    CHECK(b.store.events.size() == 4);  // what was answered 200 is in the record
    CHECK(b.store.conversations.size() == 3);
    const auto told_sender = [&](const auto& row) {
        return row.message.text == "recorded; a person will look" && row.to.chat == "2";
    };
    CHECK(std::ranges::count_if(b.heard.rows, told_sender) == 1);
}

TEST_CASE("a parked event is taken again and leaves the shelf") {
    bench b;
    bool fixed = false;
    b.seams.turn = [&](const community&, const view& v, const event& e, const fresh& f) {
        if (!fixed) throw std::runtime_error("a bug");
        return b.echo(v, e, f);
    };
    b.run();
    b.say_and_wait("hello", "1");
    REQUIRE(b.store.parked_rows.size() == 1);
    fixed = true;
    std::promise<taken> end;
    b.loop->retry(b.store.parked_rows[0], [&](taken t) { end.set_value(t); });
    CHECK(end.get_future().get() == taken::committed);
    b.loop->stop();
    CHECK(b.store.parked_rows.empty());
    CHECK(b.heard.rows.back().message.text == "hello 0");
}

TEST_CASE("a parked event that two calls take again is taken once") {
    bench b;
    bool fixed = false;
    b.seams.turn = [&](const community&, const view& v, const event& e, const fresh& f) {
        ++b.begun;
        b.begun.notify_all();
        b.gate.wait(false);
        if (!fixed) throw std::runtime_error("a bug");
        return b.echo(v, e, f);
    };
    b.run();
    b.say_and_wait("hello", "1");
    REQUIRE(b.store.parked_rows.size() == 1);
    fixed = true;
    const auto row = b.store.parked_rows[0];
    std::vector<taken> ends;
    const auto retry = [&] { b.loop->retry(row, [&](taken t) { b.heard.change([&] { ends.push_back(t); }); }); };
    SECTION("in one batch") {
        b.gate = false;
        b.say("first", "2");
        b.begun.wait(1);
        retry();
        retry();
        b.open_gate();
    }
    SECTION("one after the other") {
        retry();
        REQUIRE(b.heard.until([&] { return ends.size() == 1; }));
        retry();
    }
    REQUIRE(b.heard.until([&] { return ends.size() == 2; }));
    b.loop->stop();
    CHECK(ends == std::vector<taken>{taken::committed, taken::committed});
    CHECK(b.store.parked_rows.empty());
    const auto told = [](const auto& r) { return r.message.text.starts_with("hello"); };
    CHECK(std::ranges::count_if(b.heard.rows, told) == 1);
}

TEST_CASE("one event that the store refuses is found and parked; its batch commits without it") {
    bench b;
    b.store.refuse = "poison";
    b.run();
    b.gate = false;
    b.say("first", "0");
    for (int i = 1; i <= 5; ++i) b.say(i == 3 ? "poison" : "fine", std::to_string(i), std::to_string(i));
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 6; }));
    CHECK(b.say_and_wait("fine", "9", "3") == taken::committed);
    b.loop->stop();
    for (const auto& [key, t] : b.heard.ends) CHECK(t == taken::committed);
    REQUIRE(b.store.parked_rows.size() == 1);
    CHECK(std::get<said>(b.store.parked_rows[0].event.body).text == "poison");
    CHECK(b.store.events.size() == 7);
    CHECK(b.store.conversations.size() == 6);  // all, since the third person came again
    CHECK(b.heard.ready.empty());
}

TEST_CASE("a store that cannot commit answers failed, keeps nothing, and heals by itself") {
    bench b;
    b.run();
    CHECK(b.say_and_wait("before", "1") == taken::committed);
    b.store.broken = true;
    CHECK(b.say_and_wait("lost", "2") == taken::failed);
    CHECK(b.heard.ready == std::vector<bool>{false});
    CHECK_FALSE(b.loop->ready());
    CHECK(b.say_and_wait("also", "3") == taken::failed);
    b.store.broken = false;
    REQUIRE(b.heard.until([&] { return b.heard.ready.size() == 2; }));
    CHECK(b.heard.ready.back());
    // The platform offers it again, and nothing of the first attempt is left.
    b.heard.change([&] { b.heard.ends.clear(); });
    CHECK(b.say_and_wait("lost", "2") == taken::committed);
    b.loop->stop();
    CHECK(b.store.events.size() == 2);
    CHECK(b.heard.rows.back().message.text == "lost 1");
}

TEST_CASE("what nobody would offer again is kept until the store is well", "[turns]") {
    bench b;
    b.run();
    b.say_and_wait("before", "1");
    b.store.broken = true;
    b.loop->threaded({b.c.room, case_code{7}, "33", false, ""});
    b.loop->fetched("job");
    CHECK(b.say_and_wait("lost", "2") == taken::failed);
    b.store.broken = false;
    REQUIRE(b.heard.until([&] { return b.heard.ready.size() == 2; }));
    CHECK(b.say_and_wait("after", "3") == taken::committed);
    b.loop->stop();
    REQUIRE(b.store.threads.size() == 1);
    CHECK(b.store.threads[0].platform_id == "33");
    CHECK(b.store.events.size() == 2);  // what a platform brought is for the platform to bring again
}

TEST_CASE("posts that met a broken store come before those that did not") {
    bench b;
    for (std::int64_t id = 1; id <= 5; ++id) {
        auto& e = b.store.posts[id];
        e.room = b.store.person_for({"tg", "7"});
        e.body = prompt{std::to_string(id)};
    }
    b.limits.batch = 1;  // two of our own at once
    std::vector<std::string> order;
    bool fell = false;
    b.seams.turn = [&](const community&, const view& v, const event& e, const fresh& f) {
        if (!fell) b.store.broken = fell = true;  // the first commit fails
        if (!b.store.broken) order.push_back(std::get<prompt>(e.body).what);
        return b.echo(v, e, f);
    };
    b.run();
    REQUIRE(b.heard.until([&] { return b.heard.ready.size() == 1; }));
    b.store.broken = false;
    REQUIRE(b.heard.until([&] { return b.heard.ready.size() == 2; }));
    b.loop->stop();
    CHECK(order == std::vector<std::string>{"1", "2", "3", "4", "5"});
}

TEST_CASE("a settle that met a broken store is not forgotten") {
    bench b;
    b.run();
    b.say_and_wait("card", "1");
    const auto row = b.heard.rows.at(0);
    b.store.broken = true;
    b.loop->settle(row, {});
    REQUIRE(b.heard.until([&] { return !b.heard.ready.empty(); }));
    b.store.broken = false;
    // The report was asked for by the row's ref, and goes to the staff room.
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() == 2; }));
    CHECK(b.heard.rows[1].message.text == "report w1 delivered");
    CHECK(b.heard.rows[1].to.chat == "-100");
    b.loop->stop();
    CHECK_FALSE(b.store.outbox.contains(row.id));
}
