// The turn loop: what events refer to, what follows from them, and how it ends.
#include "tests/gateway/support/turn_stage.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::turn_stage;
using namespace std::chrono_literals;

TEST_CASE("posted events are taken at once, and those of an earlier life at the start") {
    bench b;
    b.store.posts[4711] = [&] {
        event e;
        e.room = person_id{42};
        e.body = prompt{"old", {}, {}};
        return e;
    }();
    b.run();
    CHECK(b.say_and_wait("post", "1") == taken::committed);
    REQUIRE(b.heard.until([&] { return b.heard.notes.size() == 3; }));
    b.loop->stop();
    CHECK(b.store.posts.empty());
    CHECK(b.store.conversations.size() == 2);
}

TEST_CASE("a turn knows whether the channel can bring a message without a sound") {
    bench b;
    test::add_channel(b.known, "line").what.quiet = true;
    std::vector<std::pair<std::string, bool>> heard;
    b.seams.turn = [&](const community&, const view&, const event& e, const fresh&) -> turn_result {
        heard.emplace_back(e.channel, e.silent);
        return decision{};
    };
    b.run();
    b.take_and_wait(bench::words("line", "7", "hello", "1"));
    b.take_and_wait(bench::words("sms", "8", "hello", "2"));
    b.loop->stop();
    CHECK(heard == std::vector<std::pair<std::string, bool>>{{"line", true}, {"sms", false}});
}

TEST_CASE("a reply finds what it answers, and a platform's report finds who waits for it") {
    bench b;
    b.run();
    b.say_and_wait("card", "1");
    adapters::verdict v;
    v.how = adapters::end::accepted;
    v.ids = {"m77"};
    b.loop->settle(b.heard.rows.at(0), v);
    std::vector<arrival> reply{bench::words("tg", "7", "when?", "2")};
    std::get<said>(reply[0].what.body).reply_to = "m77";
    REQUIRE(b.heard.until([&] { return true; }));
    std::promise<void> settled;
    // The settle rides with the next batch, at the latest after 20 ms.
    while (true) {
        std::promise<bool> there;
        b.loop->run([&](storage::store&) { there.set_value(!b.store.receipts.empty()); });
        if (there.get_future().get()) break;
    }
    b.loop->submit(std::move(reply), [&](taken) { settled.set_value(); });
    settled.get_future().get();
    CHECK(b.heard.rows.at(1).message.text == "when? 1 about card:1");
    b.take_and_wait(bench::rejection("tg", "7", "m77"));
    CHECK(b.heard.rows.at(2).message.text == "report w1 rejected");
    CHECK(b.heard.rows.at(2).to.chat == "-100");
}

TEST_CASE("web chat keeps both sides as rows, and a browser settles them") {
    bench b;
    b.run();
    std::vector<arrival> all{bench::words("web", "anna", "card", "uuid-1")};
    std::promise<void> end;
    b.loop->submit(std::move(all), [&](taken) { end.set_value(); });
    end.get_future().get();
    REQUIRE(b.heard.web.size() == 2);
    CHECK(b.heard.web[0].client_id == "uuid-1");
    CHECK(b.heard.web[0].message.text == "card");
    CHECK(b.heard.web[0].seq == 1);
    CHECK(b.heard.web[1].message.text == "card 0");
    CHECK(b.heard.web[1].seq == 2);
    CHECK(b.heard.rows.empty());  // nothing for the sender
    CHECK(b.store.outbox.size() == 1);
    b.loop->seen(b.heard.web[1].room, 2);
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() == 1; }));
    CHECK(b.heard.rows[0].message.text == "report w1 delivered");
    b.loop->stop();
    CHECK(b.store.outbox.size() == 1);  // only the report's own answer is left
}

TEST_CASE("a group that moved keeps its person") {
    bench b;
    b.run();
    arrival a;
    a.channel = "tg";
    a.what.chat = a.what.sender = "-100";
    a.what.key = "m";
    a.what.moved_to = "-200";
    a.what.body = presence{};
    std::vector<arrival> all;
    all.push_back(std::move(a));
    std::promise<void> end;
    b.loop->submit(std::move(all), [&](taken) { end.set_value(); });
    end.get_future().get();
    b.loop->stop();
    CHECK(b.store.book.at({"tg", "-200"}) == b.c.room);
}

TEST_CASE("a person who is forgotten is a stranger to the next event of the same batch") {
    bench b;
    b.run();
    b.say_and_wait("hello", "1");
    const auto first = b.store.book.at({"tg", "7"});
    b.gate = false;
    b.say("hold", "0", "1");
    b.say("forget", "2");
    b.say("hello", "3");
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 4; }));
    b.loop->stop();
    CHECK(b.store.book.at({"tg", "7"}) != first);
    CHECK(b.heard.rows.back().message.text == "hello 0");
}

TEST_CASE("cases get numbers in order, without a gap after a failed commit") {
    bench b;
    b.run();
    b.say_and_wait("open", "1");
    b.store.broken = true;
    CHECK(b.say_and_wait("open", "2") == taken::failed);
    b.store.broken = false;
    REQUIRE(b.heard.until([&] { return b.heard.ready.size() == 2; }));
    CHECK(b.say_and_wait("open", "3") == taken::committed);
    b.loop->stop();
    CHECK(b.store.cases.size() == 2);
    CHECK(b.store.cases.contains(case_code{2}));
    CHECK(b.loop->counters().cases_opened == 2);
}

TEST_CASE("a tick moves its row's due time even when nothing is overdue") {
    bench b;
    b.run();
    b.say_and_wait("hello", "1");
    const auto who = b.store.book.at({"tg", "7"});
    b.loop->run([&](storage::store&) { b.store.due_at[who] = instant{1s}; });
    event e;
    e.room = who;
    e.body = tick{};
    std::promise<taken> end;
    b.loop->submit(std::move(e), [&](taken t) { end.set_value(t); });
    CHECK(end.get_future().get() == taken::committed);
    b.loop->stop();
    CHECK(b.store.due_at.at(who) == never);
}

TEST_CASE("a flood by one sender is cut off and costs the others nothing") {
    bench b;
    b.limits.sender_burst = 5;
    b.limits.sender_per_s = 0.001;
    b.run();
    for (int i = 0; i < 20; ++i) b.say_and_wait("spam", "f" + std::to_string(i), "flooder");
    CHECK(b.say_and_wait("hello", "1", "other") == taken::committed);
    const auto cut = std::ranges::count_if(b.heard.ends, [](auto& e) { return e.second == taken::flooded; });
    CHECK(cut == 15);
    b.loop->stop();
    CHECK(b.store.events.size() == 6);
}

TEST_CASE("danger is heard in a flood, and who cries wolf by machine is cut off as well") {
    bench b;
    b.limits.sender_burst = 2;
    b.limits.sender_per_s = 0.001;
    b.limits.danger_burst = 3;
    b.limits.danger_per_s = 0.001;
    b.run();
    const auto danger = GENERATE(danger::possible, danger::certain);
    const auto cry = [&](const std::string& key) {
        auto a = bench::words("tg", "flooder", "fire", key);
        std::get<said>(a.what.body).reading.life_safety = danger;
        std::promise<taken> end;
        std::vector<arrival> all{std::move(a)};
        b.loop->submit(std::move(all), [&](taken t) { end.set_value(t); });
        return end.get_future().get();
    };
    for (int i = 0; i < 5; ++i) b.say_and_wait("spam", "f" + std::to_string(i), "flooder");
    REQUIRE(b.heard.end_of("f4") == taken::flooded);
    for (const auto* key : {"d1", "d2", "d3"}) CHECK(cry(key) == taken::committed);
    CHECK(cry("d4") == taken::flooded);
    CHECK(b.say_and_wait("hello", "1", "other") == taken::committed);
}

TEST_CASE("a full mailbox answers busy, and stopping answers failed") {
    bench b;
    b.limits.mailbox = 3;
    b.run();
    b.gate = false;
    b.say("first", "0");
    b.begun.wait(0);  // it is out of the mailbox, and nothing else is taken before it
    for (int i = 1; i <= 10; ++i) b.say("m", std::to_string(i), std::to_string(i));
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 11; }));
    const auto busy = std::ranges::count_if(b.heard.ends, [](auto& e) { return e.second == taken::busy; });
    CHECK(busy >= 7);
    b.loop->stop();
    CHECK(b.say_and_wait("late", "99") == taken::failed);
}

TEST_CASE("stopping takes what waits") {
    bench b;
    b.run();
    b.gate = false;
    for (int i = 0; i < 300; ++i) b.say("m", std::to_string(i), std::to_string(i));
    std::thread opener([&] { b.open_gate(); });
    b.loop->stop();
    opener.join();
    CHECK(b.heard.ends.size() == 300);
    CHECK(b.store.events.size() == 300);
    for (auto n : b.store.batch_sizes) CHECK(n <= 128);
}

TEST_CASE("a tap is answered even when its turn was parked") {
    bench b;
    b.seams.turn = [](const auto&, const auto&, const auto&, const auto&) -> turn_result {
        throw std::runtime_error("a bug");
    };
    b.run();
    auto a = bench::words("tg", "7", "", "1");
    a.what.body = pressed{"x", "m"};
    a.what.tap_id = "tap";
    std::vector<arrival> all{std::move(a)};
    std::promise<void> end;
    b.loop->submit(std::move(all), [&](taken) { end.set_value(); });
    end.get_future().get();
    REQUIRE(b.heard.taps.size() == 1);
    CHECK(b.heard.taps[0].tap_id == "tap");
}

TEST_CASE("what a task throws reaches its end") {
    bench b;
    b.run();
    std::promise<bool> threw;
    b.loop->run([](storage::store&) { throw std::runtime_error("no"); },
                [&](std::exception_ptr e) { threw.set_value(e != nullptr); });
    CHECK(threw.get_future().get());
}

TEST_CASE("a report that comes before the end of its send waits for it") {
    bench b;
    b.run();
    b.say_and_wait("card", "1");
    b.take_and_wait(bench::rejection("tg", "7", "m77"));
    CHECK(b.heard.rows.size() == 1);  // nobody knows yet which message that is
    adapters::verdict v;
    v.how = adapters::end::accepted;
    v.ids = {"m77"};
    b.loop->settle(b.heard.rows.at(0), v);
    REQUIRE(b.heard.until([&] { return b.heard.rows.size() == 2; }));
    CHECK(b.heard.rows.at(1).message.text == "report w1 rejected");
    CHECK(b.store.posts.empty());
}

TEST_CASE("what is said in a group that is not the staff room is neither taken nor kept") {
    bench b;
    b.run();
    const auto persons = b.store.book.size();
    std::vector<arrival> words{bench::words("tg", "7", "card", "1")};
    words[0].what.chat = "-200";
    words[0].what.group = true;
    std::promise<taken> done;
    b.loop->submit(std::move(words), [&](taken t) { done.set_value(t); });
    CHECK(done.get_future().get() == taken::committed);
    CHECK(b.heard.rows.empty());
    CHECK(b.store.events.empty());
    CHECK(b.store.book.size() == persons);
}

namespace {

// Somebody writes in a topic of the staff group.
arrival in_topic(const std::string& text, const std::string& topic, const std::string& key,
                 const std::string& name = {}) {
    auto a = bench::words("tg", "-100", text, key);
    a.what.sender = "7";
    a.what.group = true;
    a.what.thread = topic;
    a.what.thread_name = name;
    return a;
}

}  // namespace

TEST_CASE("what is written in a case's thread is about that case, and answered there", "[threads]") {
    bench b;
    b.run();
    b.loop->threaded({b.c.room, case_code{5}, "71", false, ""});
    while (true) {
        std::promise<bool> there;
        b.loop->run([&](storage::store&) { there.set_value(!b.store.threads.empty()); });
        if (there.get_future().get()) break;
    }
    b.take_and_wait(in_topic("hello", "71", "1"));
    CHECK(b.heard.rows.at(0).message.text == "hello 0 in 5");
    CHECK(b.heard.rows.at(0).message.beside == case_code{5});
    b.take_and_wait(in_topic("hello", "72", "2"));  // somebody's own topic
    CHECK(b.heard.rows.at(1).message.text == "hello 0");
    CHECK(b.heard.rows.at(1).message.beside == case_code::none);
}

TEST_CASE("a thread of ours that a crash kept from being written down is its case's again", "[threads]") {
    bench b;
    b.run();
    b.say_and_wait("open", "1");
    // Two words in one go: the second finds what the first has told.
    std::vector<arrival> both{in_topic("words", "90", "2", "CP-0001 · 漏水 · 8栋"), in_topic("more", "90", "3")};
    std::promise<void> done;
    b.loop->submit(std::move(both), [&](taken) { done.set_value(); });
    done.get_future().get();
    REQUIRE(b.heard.rows.size() == 3);
    CHECK(b.heard.rows[1].message.text == "words 0 in 1");
    CHECK(b.heard.rows[2].message.text == "more 0 in 1");
    // Another one of the same case: that one is not taken for it, and whoever writes there is asked.
    b.take_and_wait(in_topic("elsewhere", "91", "4", "CP-0001 · 漏水 · 8栋"));
    CHECK(b.heard.rows.back().message.text == "elsewhere 0");
    CHECK(std::get<said>(b.store.events.back().event.body).reply_to_us);
    b.take_and_wait(in_topic("nothing", "92", "5", "CP-0777 · ?"));
    CHECK(b.heard.rows.back().message.text == "nothing 0");
    b.loop->stop();
    REQUIRE(b.store.threads.size() == 1);
    CHECK(b.store.threads[0].platform_id == "90");
}

TEST_CASE("praise is counted once, however often the platform sends it") {
    bench b;
    b.run();
    CHECK(b.say_and_wait("hello", "1") == taken::committed);
    CHECK(b.loop->counters().praises == 0);
    CHECK(b.say_and_wait("praise", "2") == taken::committed);
    CHECK(b.say_and_wait("praise", "2") == taken::committed);
    CHECK(b.loop->counters().praises == 1);
    CHECK(b.say_and_wait("praise", "3") == taken::committed);
    CHECK(b.loop->counters().praises == 2);
}
