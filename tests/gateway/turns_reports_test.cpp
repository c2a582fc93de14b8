// Reports of platforms on messages that they had taken: the first end stands, and what one channel of a
// person failed to deliver goes by another.
#include <algorithm>

#include "tests/gateway/support/turn_stage.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::turn_stage;

namespace {

adapters::verdict accepted(const std::string& id) {
    adapters::verdict v;
    v.how = adapters::end::accepted;
    v.ids = {id};
    return v;
}

arrival report(const std::string& id, verdict_kind how) {
    auto a = bench::rejection("tg", "7", id);
    a.what.key = id + std::string(name_of(how));
    std::get<delivery>(a.what.body).verdict = how;
    return a;
}

// The card that the stage sends to whoever says "card", settled as taken by the platform.
void card(bench& b, const std::string& id) {
    b.say_and_wait("card", "1");
    b.loop->settle(b.heard.rows.at(0), accepted(id));
}

// Another chat of the same person, put there while the loop rests.
person_id with_second_channel(bench& b) {
    b.say_and_wait("hello", "0");
    std::promise<person_id> known;
    b.loop->run([&](storage::store&) {
        const auto who = b.store.book.at({"tg", "7"});
        b.store.book[{"sms", "+1"}] = who;
        known.set_value(who);
    });
    return known.get_future().get();
}

}  // namespace

TEST_CASE("the first report that ends a message stands") {
    const auto [first, then] =
        GENERATE(table<verdict_kind, verdict_kind>({{verdict_kind::delivered, verdict_kind::rejected},
                                                    {verdict_kind::rejected, verdict_kind::delivered},
                                                    {verdict_kind::delivered, verdict_kind::delivered}}));
    const bool at_once = GENERATE(false, true);
    bench b;
    b.run();
    card(b, "m77");
    if (at_once) {
        std::vector<arrival> both{report("m77", first), report("m77", then)};
        both[1].what.key += "again";
        std::promise<void> end;
        b.loop->submit(std::move(both), [&](taken) { end.set_value(); });
        end.get_future().get();
    } else {
        b.take_and_wait(report("m77", first));
        auto again = report("m77", then);
        again.what.key += "again";
        b.take_and_wait(std::move(again));
    }
    b.loop->stop();
    REQUIRE(b.heard.rows.size() == 2);
    CHECK(b.heard.rows[1].message.text == "report w1 " + std::string(name_of(first)));
}

TEST_CASE("a report that came too early is followed by none") {
    bench b;
    b.run();
    b.say_and_wait("card", "1");
    b.take_and_wait(report("m77", verdict_kind::delivered));
    b.take_and_wait(report("m77", verdict_kind::rejected));
    b.loop->settle(b.heard.rows.at(0), accepted("m77"));
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() == 2; }));
    auto late = report("m77", verdict_kind::recipient_gone);
    b.take_and_wait(std::move(late));
    b.loop->stop();
    REQUIRE(b.heard.rows.size() == 2);
    CHECK(b.heard.rows[1].message.text == "report w1 delivered");
}

TEST_CASE("taken by the platform, and not delivered after all: the message goes by another channel") {
    const auto how = GENERATE(verdict_kind::window_closed, verdict_kind::recipient_gone);
    const bool early = GENERATE(false, true);
    bench b;
    b.run();
    const auto who = with_second_channel(b);
    b.say_and_wait("card", "1");
    auto row = b.heard.rows.back();
    REQUIRE(row.more_ways);
    REQUIRE(row.to.channel == "tg");
    const auto before = b.heard.rows.size();
    if (early) b.take_and_wait(report("m77", how));
    b.loop->settle(row, accepted("m77"));
    if (!early) b.take_and_wait(report("m77", how));
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() > before; }));
    b.take_and_wait([&] {
        auto again = report("m77", verdict_kind::delivered);
        again.what.key += "again";
        return again;
    }());
    b.loop->stop();
    REQUIRE(b.heard.rows.size() == before + 1);  // and nobody was told that it failed
    CHECK(b.heard.rows.back().message.text == row.message.text);
    CHECK(b.heard.rows.back().message.ref == row.message.ref);
    CHECK(b.heard.rows.back().to == storage::address{"sms", "+1"});
    CHECK_FALSE(b.heard.rows.back().more_ways);
    CHECK_FALSE(b.store.reached.contains(who));
}

TEST_CASE("refused at once: the same; and where no channel is left, whoever asked is told why") {
    bench b;
    b.run();
    const auto who = with_second_channel(b);
    b.say_and_wait("card", "1");
    auto row = b.heard.rows.back();
    auto before = b.heard.rows.size();
    adapters::verdict v;
    v.how = adapters::end::window_closed;
    b.loop->settle(row, v);
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() > before; }));
    row = b.heard.rows.back();
    CHECK(row.to == storage::address{"sms", "+1"});
    CHECK(row.tried == std::vector<std::string>{"tg"});
    before = b.heard.rows.size();
    b.loop->settle(row, v);
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() > before; }));
    CHECK(b.heard.rows.back().message.text == "report w1 window_closed");
    b.loop->stop();
    CHECK_FALSE(b.store.reached.contains(who));  // silence is no absence
}

TEST_CASE("a request of several people is taken whole, however much one of them says") {
    bench b;
    b.limits.sender_burst = 5;
    b.limits.sender_per_s = 0.001;
    b.run();
    std::vector<arrival> all;
    for (int i = 0; i < 20; ++i) all.push_back(bench::words("tg", "7", "m", std::to_string(i)));
    std::promise<taken> alone;
    b.loop->submit(std::vector<arrival>(all), [&](taken t) { alone.set_value(t); });
    CHECK(alone.get_future().get() == taken::flooded);
    all.push_back(bench::words("tg", "8", "m", "x"));
    std::promise<taken> together;
    b.loop->submit(std::move(all), [&](taken t) { together.set_value(t); });
    CHECK(together.get_future().get() == taken::committed);
    b.loop->stop();
    CHECK(b.store.events.size() == 21);
}

TEST_CASE("reports are no flood") {
    bench b;
    b.limits.sender_burst = 5;
    b.limits.sender_per_s = 0.001;
    b.run();
    for (int i = 0; i < 20; ++i) b.take_and_wait(report("m" + std::to_string(i), verdict_kind::delivered));
    CHECK(b.say_and_wait("hello", "1") == taken::committed);
}

TEST_CASE("when somebody wrote is told to the store where a platform closes a window") {
    bench b;
    b.run();
    b.say_and_wait("hello", "1");
    b.loop->stop();
    REQUIRE(b.store.wrote.size() == 1);
    CHECK(b.store.wrote[0].channel == "tg");
    CHECK(b.store.wrote[0].at == instant{});  // Telegram closes none
}

TEST_CASE("and it is the platform's time, which may be long ago") {
    bench b;
    dynamic_cast<test::fake_adapter&>(*b.known.find("tg")->adapter).what.reply_window = 1h;
    b.run();
    b.say_and_wait("hello", "1");  // in the first minute of 1970
    b.loop->stop();
    REQUIRE(b.store.wrote.size() == 1);
    CHECK(b.store.wrote[0].at == instant{1min});
}

TEST_CASE("who blocks us on one channel is reached by another") {
    bench b;
    b.seams.turn = [](const community&, const view&, const event& e, const fresh&) -> turn_result {
        decision d;
        if (std::holds_alternative<presence>(e.body)) d.reachable = false;
        return d;
    };
    b.run();
    const auto who = with_second_channel(b);
    auto a = bench::words("tg", "7", "", "2");
    presence p;
    p.what = presence_kind::blocked;
    a.what.body = std::move(p);
    b.take_and_wait(std::move(a));
    b.loop->stop();
    CHECK_FALSE(b.store.reached.contains(who));
    CHECK(b.store.wrote.size() == 1);  // the hello: to block is not to write
}

TEST_CASE("every try and every report is on record, and whose message was the cause") {
    bench b;
    b.run();
    b.say_and_wait("hello", "0");
    b.say_and_wait("card", "1");
    const auto row = b.heard.rows.at(1);
    CHECK(row.cause == 2);  // the second message of the record
    adapters::verdict busy;
    busy.how = adapters::end::retry;
    busy.detail = "429 for +86 138 0000 0000 " + std::string(200, 'x');
    b.loop->attempted(row, busy);
    b.loop->settle(row, accepted("m77"));
    b.take_and_wait(report("m77", verdict_kind::delivered));
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() == 3; }));
    b.loop->stop();
    auto all = b.store.attempts;
    REQUIRE(all.size() == 3);
    // A report may be taken in the same batch as the settle, and then stands before it.
    std::ranges::stable_sort(all, std::ranges::greater{}, &storage::attempt::outbox);
    CHECK(all[0].outbox == row.id);
    CHECK(all[0].how == "retry");
    CHECK(all[0].detail.find("0000 0000") == std::string::npos);
    CHECK(all[0].detail.size() <= 120);
    CHECK(all[1].how == "accepted");
    CHECK(all[1].cause == 2);
    CHECK(all[1].ids == "m77");
    CHECK(all[1].tag == "card:1");
    CHECK(all[2].outbox == 0);
    CHECK(all[2].how == "delivered");
    CHECK(all[2].ids == "m77");
    CHECK(all[2].room == row.message.to);
}

TEST_CASE("what a post and a parked event lead to has the message as its cause") {
    bench b;
    b.run();
    b.say_and_wait("post", "1");
    b.say_and_wait("throw", "2");
    REQUIRE(b.heard.until([&] { return b.heard.notes.size() >= 3; }));
    b.loop->stop();
    REQUIRE(b.store.parked_rows.size() == 1);
    CHECK(b.store.parked_rows[0].cause == 2);
    for (const auto& row : b.heard.rows) CHECK(row.cause == (row.message.text.starts_with("post") ? 1 : 2));
}
