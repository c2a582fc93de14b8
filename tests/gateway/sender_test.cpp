#include "tests/gateway/support/post_office.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::sending_stage;
using namespace std::chrono_literals;

TEST_CASE("what a commit put into the outbox is sent and settled") {
    post_office p;
    p.go();
    p.put({});  // makes the person
    auto o = p.message("7", "hello");
    o.photos = {{"abc", 1, 1}};
    p.verdict = [](const auto&) { return ended(end::delivered, {"m1"}); };
    p.put(o);
    REQUIRE(p.until([&] { return !p.jobs.empty(); }));
    CHECK(p.settled());
    CHECK(p.jobs.size() == 1);
    CHECK(p.jobs[0].chat == "7");
    CHECK(p.jobs[0].message.text == "hello");
    CHECK(p.jobs[0].photos == std::vector<std::string>{"bytes of abc"});
    CHECK(p.jobs[0].photo_links.empty());
    CHECK(p.jobs[0].id > 0);
}

TEST_CASE("a platform that fetches photos itself gets their addresses, and nobody loads the bytes") {
    post_office p;
    p.tg.what.photo_links = true;
    p.go();
    p.put({});
    auto o = p.message("7", "hello");
    o.photos = {{"abc", 1, 1}};
    p.put(o);
    REQUIRE(p.until([&] { return !p.jobs.empty(); }));
    CHECK(p.settled());
    CHECK(p.jobs[0].photos.empty());
    CHECK(p.jobs[0].photo_links == std::vector<std::string>{"https://gw/abc"});
}

TEST_CASE("a failure is tried again with the parts that are out, and keeps the order") {
    post_office p;
    p.go();
    p.put({});
    int round = 0;
    p.verdict = [&](const adapters::job& j) {
        if (j.message.text == "one" && ++round < 3) return ended(end::retry, {"part" + std::to_string(round)});
        return ended(end::delivered, {"m"});
    };
    p.put(p.message("7", "one"));
    p.put(p.message("7", "two"));
    REQUIRE(p.until([&] { return p.jobs.size() == 4; }));
    CHECK(p.jobs[2].sent_parts == std::vector<std::string>{"part1", "part2"});
    CHECK(p.jobs[2].message.text == "one");
    CHECK(p.jobs[3].message.text == "two");
    CHECK(p.jobs[0].id == p.jobs[2].id);
    CHECK_FALSE(p.jobs[0].again);
    CHECK(p.jobs[2].again);
    CHECK_FALSE(p.jobs[3].again);
    CHECK(p.settled());
    p.loop->stop();
    const auto& tries = p.store.attempts;
    REQUIRE(tries.size() == 4);
    CHECK(tries[0].how == "retry");
    CHECK(tries[0].ids == "part1");
    CHECK(tries[2].how == "delivered");
    CHECK(tries[2].outbox == tries[0].outbox);
}

TEST_CASE("who wrote lends one send of their chat a token, while it is good") {
    post_office p;
    p.go();
    p.put({});
    adapters::inbound e;
    e.chat = "7";
    e.answer_token = "lent";
    const auto send = [&](const std::string& text) {
        const auto before = p.jobs.size();
        p.put(p.message("7", text));
        REQUIRE(p.until([&] { return p.jobs.size() > before; }));
        return p.jobs.back().answer_token;
    };
    p.out->lend("tg", {e});
    CHECK(send("a channel that knows no such thing").empty());
    p.tg.what.answer_token_s = 50;
    auto other = e;
    other.chat = "8";
    p.out->lend("tg", {other});
    CHECK(send("somebody else's").empty());
    p.out->lend("tg", {e});
    CHECK(send("now") == "lent");
    CHECK(send("used up").empty());
    p.tg.what.answer_token_s = -1;
    p.out->lend("tg", {e});
    CHECK(send("over already").empty());
    CHECK(p.settled());
}

TEST_CASE("an edit goes to the message that its tag stands for, even when that was sent just now") {
    post_office p;
    p.go();
    p.verdict = [](const auto& j) { return ended(end::delivered, {"m" + j.message.text}); };
    auto o = p.message("-100", "1");
    o.tag = "card:1";
    p.put(o);
    REQUIRE(p.until([&] { return p.jobs.size() == 1; }));
    o.text = "2";
    p.put(o);
    REQUIRE(p.until([&] { return p.jobs.size() == 2; }));
    CHECK(p.jobs[1].previous == "m1");
    auto reply = p.message("-100", "3");
    reply.reply_to_tag = "card:1";
    p.put(reply);
    REQUIRE(p.until([&] { return p.jobs.size() == 3; }));
    CHECK(p.jobs[2].reply_to == "m2");
    CHECK(p.settled());
    // The store knows as well: so does a sender that has just been started.
    std::promise<std::string> known;
    p.loop->run([&](storage::store& s) {
        storage::batch_keys keys;
        keys.tags = {{p.c.room, "card:1"}};
        known.set_value(s.load(keys).tags.at(0)->platform_id);
    });
    CHECK(known.get_future().get() == "m2");
}

TEST_CASE("whoever asked is told how a send ended") {
    const auto [how, told] = GENERATE(table<end, verdict_kind>({{end::delivered, verdict_kind::delivered},
                                                                {end::rejected, verdict_kind::rejected},
                                                                {end::recipient_gone, verdict_kind::recipient_gone},
                                                                {end::window_closed, verdict_kind::window_closed},
                                                                {end::unknown, verdict_kind::unknown}}));
    post_office p;
    p.go();
    p.put({});
    p.verdict = [how = how](const auto&) { return ended(how); };
    auto o = p.message("7", "words");
    o.ref = "w1";
    o.report_to = p.c.room;
    o.about = case_code{3};
    p.put(o);
    REQUIRE(p.until([&] { return p.reports.size() == 1; }));
    const auto& d = std::get<delivery>(p.reports[0].body);
    CHECK(d.ref == "w1");
    CHECK(d.about == case_code{3});
    CHECK(d.verdict == told);
    CHECK(p.reports[0].room == p.c.room);
    CHECK(p.settled());
    CHECK(p.out->counters()[0]->ambiguous == (how == end::unknown ? 1 : 0));
    if (how == end::recipient_gone) {
        CHECK(p.store.reached.at(d.to) == false);
    }
    CHECK(p.out->counters()[0]->closed == (how == end::window_closed ? 1 : 0));
    if (how == end::window_closed) CHECK_FALSE(p.store.reached.contains(d.to));
}

TEST_CASE("what the platform calls a chat is what we call it from then on") {
    post_office p;
    p.go();
    p.put({});
    p.verdict = [](const auto&) {
        auto v = ended(end::accepted, {"sid"});
        v.moved_to = "77";
        return v;
    };
    const auto who = p.store.book.at({"tg", "7"});
    p.put(p.message("7", "words"));
    CHECK(p.settled());
    p.loop->stop();
    CHECK(p.jobs.size() == 1);
    CHECK(p.store.book.at({"tg", "77"}) == who);
}

TEST_CASE("an accepted message is reported by the platform, not by us") {
    post_office p;
    p.go();
    p.put({});
    p.verdict = [](const auto&) { return ended(end::accepted, {"sid"}); };
    auto o = p.message("7", "words");
    o.ref = "w1";
    o.report_to = p.c.room;
    p.put(o);
    CHECK(p.settled());
    CHECK(p.reports.empty());
    REQUIRE(p.store.receipts.size() == 1);
    CHECK(p.store.receipts[0].ref == "w1");
    CHECK(p.store.receipts[0].report_to == p.c.room);
}

TEST_CASE("an end that nobody can tell is repeated where nobody would hear of it") {
    post_office p;
    p.go();
    p.put({});
    int tries = 0;
    p.verdict = [&](const auto&) { return ended(++tries == 1 ? end::unknown : end::delivered); };
    p.put(p.message("7", "words"));
    REQUIRE(p.until([&] { return p.jobs.size() == 2; }));
    CHECK(p.settled());
    CHECK(p.out->counters()[0]->ambiguous == 1);
}

TEST_CASE("a request that left and got no answer is tried again, and counted") {
    post_office p;
    p.go();
    p.put({});
    int tries = 0;
    p.verdict = [&](const auto&) {
        auto v = ended(++tries == 1 ? end::retry : end::delivered);
        v.maybe_done = tries == 1;
        return v;
    };
    p.put(p.message("7", "words"));
    REQUIRE(p.until([&] { return p.jobs.size() == 2; }));
    CHECK(p.settled());
    CHECK(p.out->counters()[0]->ambiguous == 1);
    CHECK(p.out->counters()[0]->retried == 1);
}

TEST_CASE("a poison message is given up while its account works, and staff hear of it") {
    post_office p;
    p.go();
    p.put({});
    p.verdict = [](const adapters::job& j) { return ended(j.message.text == "poison" ? end::retry : end::delivered); };
    auto o = p.message("7", "poison");
    o.ref = "w1";
    o.report_to = p.c.room;
    p.put(o);
    // Others must go through for the account to count as well.
    for (int i = 0; i < 2000 && !p.until([&] { return p.reports.size() == 1; }, 5ms); ++i)
        p.put(p.message("-100", "fine"));
    REQUIRE(p.reports.size() == 1);
    CHECK(std::get<delivery>(p.reports[0].body).verdict == verdict_kind::rejected);
    CHECK(p.settled());
}

TEST_CASE("a group that became a supergroup is followed") {
    post_office p;
    p.go();
    p.verdict = [](const adapters::job& j) {
        auto v = ended(j.chat == "-100" ? end::moved : end::delivered);
        v.moved_to = "-200";
        return v;
    };
    p.put(p.message("-100", "hello"));
    CHECK(p.settled());
    CHECK(p.jobs.back().chat == "-200");
    CHECK(p.store.book.at({"tg", "-200"}) == p.c.room);
}

TEST_CASE("rows that an earlier process left are sent after a start") {
    post_office p;
    storage::outbox_row row;
    row.id = 77;
    row.to = {"tg", "9"};
    row.message.text = "left";
    p.store.outbox[77] = row;
    p.store.start_anew();
    p.go();
    REQUIRE(p.until([&] { return p.jobs.size() == 1; }));
    CHECK(p.jobs[0].message.text == "left");
    CHECK(p.settled());
}

TEST_CASE("a limit that the platform tells is waited for, and no failure") {
    post_office p;
    p.go();
    p.put({});
    const auto began = std::chrono::steady_clock::now();
    int tries = 0;
    p.verdict = [&](const auto&) { return ++tries == 1 ? ended(end::retry, {}, 120ms) : ended(end::delivered); };
    p.put(p.message("7", "words"));
    CHECK(p.settled());
    CHECK(std::chrono::steady_clock::now() - began >= 120ms);
    CHECK(p.out->counters()[0]->limited == 1);
    CHECK(p.out->counters()[0]->retried == 0);
}

TEST_CASE("an alarm does not wait for a limit that outlasts it: whoever asked is told at once") {
    post_office p;
    p.go();
    p.put({});
    p.verdict = [](const auto&) { return ended(end::retry, {}, 1h); };
    auto o = p.message("7", "fire");
    o.lane = lane::alarm;
    o.ref = "w1";
    o.report_to = p.c.room;
    p.put(o);
    REQUIRE(p.until([&] { return p.reports.size() == 1; }));
    CHECK(std::get<delivery>(p.reports[0].body).verdict == verdict_kind::rejected);
    CHECK(p.settled());
    CHECK(p.jobs.size() == 1);
    CHECK(p.out->counters()[0]->limited == 1);
    CHECK(p.out->counters()[0]->rejected == 1);
}

TEST_CASE("a row for a channel that is gone is refused, not kept for ever") {
    post_office p;
    p.go();
    storage::outbox_row row;
    row.id = 5;
    row.to = {"old", "9"};
    row.message.ref = "w1";
    row.message.report_to = p.c.room;
    p.store.outbox[5] = row;
    p.out->take({row});
    REQUIRE(p.until([&] { return p.reports.size() == 1; }));
    CHECK(p.settled());
}

TEST_CASE("ten thousand sends that end at once are no deep stack") {
    post_office p;
    p.go();
    std::vector<storage::outbox_row> rows(10'000);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].id = static_cast<std::int64_t>(i) + 1;
        rows[i].to = {"tg", "c" + std::to_string(i % 3)};
        p.store.outbox[rows[i].id] = rows[i];
    }
    p.out->take(rows);
    CHECK(p.settled());
    CHECK(p.jobs.size() == 10'000);
}
