#include "gateway/turns.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>

#include "dialogs/cases/lifecycle.hpp"
#include "gateway/turns/counters.hpp"
#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;

namespace {

texts say_nothing() {
    texts::table t{{"parked", "recorded; a person will look"}, {"group.parked", "an event was parked"}};
    return texts(t, t);
}

// One gate for a test's thread: what the store thread has told so far.
struct told {
    std::mutex m;
    std::condition_variable cv;
    std::vector<std::pair<std::string, taken>> ends;
    std::vector<storage::outbox_row> rows;
    std::vector<storage::history_row> web;
    std::vector<storage::fetch_row> fetches;
    std::vector<tap_answer> taps;
    std::vector<bool> ready;
    std::vector<std::string> notes;

    template <class F>
    void change(F f) {
        std::lock_guard lock(m);
        f();
        cv.notify_all();
    }
    template <class P>
    bool until(P p) {
        std::unique_lock lock(m);
        return cv.wait_for(lock, 10s, p);
    }
    std::optional<taken> end_of(const std::string& name) {
        for (auto& [n, t] : ends)
            if (n == name) return t;
        return std::nullopt;
    }
};

struct bench {
    test::memory_store store;
    community c;
    channels known;
    told heard;
    turn_seams seams;
    turns::limits limits;
    std::unique_ptr<turns> loop;
    std::atomic<bool> gate{true};  // false: turns wait, so that a batch can fill up

    bench() {
        c.texts = say_nothing();
        test::add_channel(known, "tg");
        test::add_channel(known, "web").what.hosted = true;
        auto& sms = test::add_channel(known, "sms");
        sms.what.count = adapters::capabilities::unit::sms;
        c.room = store.person_for({"tg", "-100"});
        seams.turn = [this](const community&, const view& v, const event& e, const fresh& f) {
            gate.wait(false);
            return echo(v, e, f);
        };
    }
    ~bench() { open_gate(); }

    void open_gate() {
        gate = true;
        gate.notify_all();
    }

    // Answers every word with itself; some words do more.
    turn_result echo(const view& v, const event& e, const fresh& f) {
        decision d;
        d.note = "echo";
        if (e.room != c.room) {
            d.self = v.self;
            ++d.self->serial;
        }
        const auto* s = std::get_if<said>(&e.body);
        if (std::holds_alternative<tick>(e.body) || std::holds_alternative<prompt>(e.body)) return d;
        if (s && s->text == "throw") throw std::runtime_error("a bug");
        if (s && s->text == "steal") d.self->id = person_id{999};
        if (s && s->text == "ask") return need{{case_code{77}}, false, {}};
        if (s && s->text == "post") d.posts.push_back({e.room, prompt{"again", {}, {}}});
        if (s && s->text == "forget") d.forget = true;
        if (s && s->text == "open") {
            case_change change;
            change.after.code = f.next_case;
            change.after.intake.reporter = e.room;
            case_entry first;
            first.code = f.next_case;
            first.seq = 1;
            first.at = f.now;
            first.opened.push_back(change.after.intake);
            linli::apply(change.after = case_file{}, first);
            change.entries = {first};
            d.cases.push_back(std::move(change));
        }
        outgoing o;
        o.to = e.room;
        if (s) o.text = s->text + " " + std::to_string(v.self.serial);
        if (s && !s->reply_tag.empty()) o.text += " about " + s->reply_tag;
        if (const auto* r = std::get_if<delivery>(&e.body))
            o.text = "report " + r->ref + " " + std::string(name_of(r->verdict));
        if (s && s->text.starts_with("card")) {
            o.tag = "card:1";
            o.about = case_code{1};
            o.ref = "w1";
            o.report_to = c.room;
        }
        d.send.push_back(std::move(o));
        return d;
    }

    turns& run() {
        turn_listeners to;
        to.to_send = [this](auto rows) {
            heard.change([&] { heard.rows.insert(heard.rows.end(), rows.begin(), rows.end()); });
        };
        to.to_web = [this](auto rows) {
            heard.change([&] { heard.web.insert(heard.web.end(), rows.begin(), rows.end()); });
        };
        to.to_tap = [this](auto taps) {
            heard.change([&] { heard.taps.insert(heard.taps.end(), taps.begin(), taps.end()); });
        };
        to.ready = [this](bool yes) { heard.change([&] { heard.ready.push_back(yes); }); };
        to.log = [this](const turn_log& l) {
            heard.change([&] { heard.notes.emplace_back(l.note); });
        };
        loop = std::make_unique<turns>(store, c, known, std::move(to), limits, seams);
        loop->start();
        return *loop;
    }

    static arrival words(const std::string& channel, const std::string& chat, const std::string& text,
                         const std::string& key) {
        arrival a;
        a.channel = channel;
        a.what.minute = 1;
        a.what.key = key;
        a.what.chat = a.what.sender = chat;
        said s;
        s.text = text;
        a.what.body = s;
        return a;
    }
    void say(const std::string& text, const std::string& key, const std::string& chat = "7") {
        std::vector<arrival> all;
        all.push_back(words("tg", chat, text, key));
        loop->submit(std::move(all), [this, key](taken t) {
            // The promise itself: what is acknowledged is in the store already.
            const int commits = store.commits;
            heard.change([&] {
                heard.ends.emplace_back(key, t);
                if (t == taken::committed) acked_after.push_back(commits);
            });
        });
    }
    taken say_and_wait(const std::string& text, const std::string& key, const std::string& chat = "7") {
        say(text, key, chat);
        REQUIRE(heard.until([&] { return heard.end_of(key).has_value(); }));
        return *heard.end_of(key);
    }
    std::vector<int> acked_after;
};

}  // namespace

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
    arrival report;
    report.channel = "tg";
    report.what.chat = report.what.sender = "7";
    report.what.key = "r1";
    delivery d;
    d.ref = "m77";
    d.verdict = verdict_kind::rejected;
    report.what.body = d;
    std::promise<void> reported;
    std::vector<arrival> all;
    all.push_back(std::move(report));
    b.loop->submit(std::move(all), [&](taken) { reported.set_value(); });
    reported.get_future().get();
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
    const auto busy = std::ranges::count_if(b.heard.ends, [](auto& e) { return e.second == taken::busy; });
    CHECK(busy == 15);
    b.loop->stop();
    CHECK(b.store.events.size() == 6);
}

TEST_CASE("a full mailbox answers busy, and stopping answers failed") {
    bench b;
    b.limits.mailbox = 3;
    b.run();
    b.gate = false;
    b.say("first", "0");
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
