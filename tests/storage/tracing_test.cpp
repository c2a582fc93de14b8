#include "storage/tracing.hpp"

#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;
using linli::storage::testing::noon_minute;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<tracing> traced(database& d) {
    auto opened = tracing::open(d.options.database, d.options.key_file);
    if (!opened) throw std::runtime_error(opened.error());
    return *std::move(opened);
}

attempt tried(const outbox_row& row, const std::string& how, instant at, const std::string& ids = {}) {
    attempt a;
    a.outbox = row.id;
    a.cause = row.cause;
    a.at = at;
    a.room = row.message.to;
    a.about = row.message.about;
    a.channel = row.to.channel;
    a.tag = row.message.tag;
    a.how = how;
    a.ids = ids;
    return a;
}

// Somebody writes, and is answered; the answer is the cause's.
struct talk {
    database d;
    person_id ann = d.person("tg", "1001");
    batch_changes changes;
    std::int64_t message = 0;
    outbox_row answer;

    talk() {
        auto r = d.said_by(ann, "the lift is stuck", "k1", "tg", case_code{7});
        std::get<said>(r.event.body).message_id = "5512";
        std::get<said>(r.event.body).media.resize(2);
        r.note = "filed";
        changes.events.push_back(r);
        auto row = d.message_to(ann, "CP-0007");
        row.message.about = case_code{7};
        row.message.tag = "card";
        row.because = 0;
        changes.outbox.push_back(row);
        posted_row post;
        post.event.room = ann;
        post.event.body = tick{};
        post.because = 0;
        changes.posts.push_back(post);
        parked_row parked;
        parked.event = post.event;
        parked.because = 0;
        changes.parked.push_back(parked);
        d.store->commit(changes);
        message = changes.events[0].event.id;
        answer = changes.outbox.at(0);
    }
    void commit(std::vector<attempt> all, bool settled = false) {
        batch_changes c;
        c.attempts = std::move(all);
        if (settled) c.settles.push_back({answer.id, {}});
        d.store->commit(c);
    }
};

}  // namespace

TEST_CASE("what a message causes knows its number, in memory and after a restart", "[tracing]") {
    talk t;
    REQUIRE(t.message > 0);
    CHECK(t.answer.cause == t.message);
    CHECK(t.changes.posts[0].cause == t.message);
    t.d.reopen();
    CHECK(t.d.store->unsent(noon, noon + 1h, 10).at(0).cause == t.message);
    CHECK(t.d.store->pending_posts(10).at(0).cause == t.message);
    CHECK(t.d.store->parked(10).at(0).cause == t.message);
}

TEST_CASE("a message's life is told: what it was, what was sent, every try, the report", "[tracing]") {
    talk t;
    auto record = traced(t.d);
    const auto m = record->message(t.message);
    REQUIRE(m);
    CHECK(m->at == noon);
    CHECK(m->channel == "tg");
    CHECK(m->note == "filed");
    CHECK(m->about == case_code{7});
    CHECK(m->platform_id == "5512");
    CHECK(m->media == 2);
    REQUIRE(record->sends_because_of(t.message).size() == 1);
    CHECK(record->sends_because_of(t.message)[0].waiting);
    CHECK(record->sends_because_of(t.message)[0].tries.empty());

    t.commit({tried(t.answer, "retry", noon + 1s)});
    attempt report;
    report.at = noon + 9s;
    report.room = t.ann;
    report.channel = "tg";
    report.how = "delivered";
    report.ids = "62";
    t.commit({tried(t.answer, "accepted", noon + 3s, "61 62"), report}, true);
    auto others = report;
    others.room = t.d.person("tg", "1002");  // the same id in another chat
    t.commit({others});

    const auto sent = record->sends_because_of(t.message);
    REQUIRE(sent.size() == 1);
    CHECK_FALSE(sent[0].waiting);
    CHECK(sent[0].channel == "tg");
    CHECK(sent[0].tag == "card");
    CHECK(sent[0].about == case_code{7});
    REQUIRE(sent[0].tries.size() == 2);
    CHECK(sent[0].tries[0].how == "retry");
    CHECK(sent[0].tries[1].ids == "61 62");
    REQUIRE(sent[0].reports.size() == 1);
    CHECK(sent[0].reports[0].at == noon + 9s);
    const auto one = record->send(t.answer.id);
    REQUIRE(one);
    CHECK(one->tries.size() == 2);
    CHECK_FALSE(record->send(t.answer.id + 1));
}

TEST_CASE("a message is found by what an administrator has at hand", "[tracing]") {
    talk t;
    t.commit({tried(t.answer, "delivered", noon + 3s, "61 62")}, true);
    auto record = traced(t.d);
    CHECK(record->messages_of(case_code{7}, 10) == std::vector{t.message});
    CHECK(record->messages_of(case_code{8}, 10).empty());
    CHECK(record->messages_named("", "5512", 10) == std::vector{t.message});
    CHECK(record->messages_named("tg", "5512", 10) == std::vector{t.message});
    CHECK(record->messages_named("wa", "5512", 10).empty());
    CHECK(record->messages_named("", "551", 10).empty());
    CHECK(record->sends_named("", "62", 10) == std::vector{t.answer.id});
    CHECK(record->sends_named("tg", "61", 10) == std::vector{t.answer.id});
    CHECK(record->sends_named("", "6", 10).empty());
    CHECK(record->sends_named("sms", "62", 10).empty());
}

TEST_CASE("an answer that a deadline gave stands by its room and time", "[tracing]") {
    talk t;
    outbox_row late = t.answer;
    late.id += 100;
    late.cause = 0;
    t.commit({tried(late, "delivered", noon + 2s, "70")});
    auto record = traced(t.d);
    CHECK(record->sends_because_of(t.message).size() == 1);
    REQUIRE(record->sends_into(t.ann, noon, noon + 1min).size() == 1);
    CHECK(record->sends_into(t.ann, noon, noon + 1min)[0].outbox == late.id);
    CHECK(record->sends_into(t.ann, noon + 3s, noon + 1min).empty());
    CHECK(record->sends_into(t.d.person("tg", "1002"), noon, noon + 1min).empty());
}

TEST_CASE("what the browser had before the message is no answer to it", "[tracing]") {
    talk t;
    outbox_row greeting = t.answer;
    greeting.id += 100;
    greeting.cause = 0;
    {
        connection db(t.d.options.database, connection::mode::write);
        statement(db,
                  "INSERT INTO history(room, seq, outbox, at, sender, about, client_id, body) "
                  "VALUES(?, 1, ?, ?, 0, 0, '', '')")
            .run(t.ann, greeting.id, noon - 1min);
    }
    t.commit({tried(greeting, "delivered", noon + 2s)});
    CHECK(traced(t.d)->sends_into(t.ann, noon, noon + 1min).empty());
    CHECK(traced(t.d)->sends_into(t.ann, noon - 2min, noon + 1min).size() == 1);
}

TEST_CASE("tries go with the person, and with time", "[tracing]") {
    talk t;
    t.commit({tried(t.answer, "delivered", noon + 2s, "70")}, true);
    auto record = traced(t.d);
    REQUIRE(record->send(t.answer.id));
    SECTION("forgotten") {
        batch_changes c;
        c.forget.push_back(t.ann);
        t.d.store->commit(c);
    }
    SECTION("14 days later") {
        while (t.d.store->prune(noon + 13 * 24h)) {
        }
        CHECK(record->send(t.answer.id));
        while (t.d.store->prune(noon + 15 * 24h)) {
        }
    }
    CHECK_FALSE(record->send(t.answer.id));
}

TEST_CASE("a doctor learns when a channel was last heard and last delivered", "[tracing]") {
    talk t;
    auto record = traced(t.d);
    CHECK(record->last_heard("tg") == instant{std::chrono::minutes{noon_minute}});
    CHECK_FALSE(record->last_heard("sms"));
    CHECK_FALSE(record->last_sent("tg"));
    t.commit({tried(t.answer, "retry", noon + 1s)});
    CHECK_FALSE(record->last_sent("tg"));
    t.commit({tried(t.answer, "delivered", noon + 2s, "70")}, true);
    CHECK(record->last_sent("tg") == noon + 2s);
    CHECK(record->parked() == 1);
    CHECK_FALSE(record->oldest_waiting());
    CHECK(record->health([] { return false; }) == "ok");
}

TEST_CASE("a database that takes too long to look through is given up", "[tracing]") {
    talk t;
    batch_changes many;
    for (int i = 0; i < 3000; ++i)
        many.events.push_back(t.d.said_by(t.ann, std::string(200, 'x'), "m" + std::to_string(i)));
    t.d.store->commit(many);
    CHECK_FALSE(traced(t.d)->health([] { return true; }));
}
