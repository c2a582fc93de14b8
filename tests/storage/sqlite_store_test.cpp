#include "storage/sqlite_store.hpp"

#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;
using linli::storage::testing::noon_minute;

namespace {

conversation talk_of(person_id who, std::int64_t version = 0) {
    conversation c;
    c.id = who;
    c.version = version;
    c.channel = "tg";
    c.met = true;
    return c;
}

void write(store& s, const conversation& c, instant due = never, bool exact = false) {
    batch_changes changes;
    changes.conversations.push_back({c, due, exact});
    s.commit(changes);
}

case_file case_412(person_id reporter) {
    case_file f;
    f.code = case_code{412};
    f.intake.reporter = reporter;
    f.intake.summary = "渗水";
    return f;
}

}  // namespace

TEST_CASE("a new address gets a person who is lasting after a commit", "[store]") {
    database d;
    batch_keys keys;
    keys.addresses = {{"tg", "1"}, {"tg", "2"}, {"tg", "1"}};
    const auto first = d.store->load(keys);
    CHECK(first.persons[0].created);
    CHECK(first.persons[0].id == first.persons[2].id);
    CHECK(first.persons[0].id != first.persons[1].id);
    SECTION("not without one") {
        d.reopen();
        CHECK(d.store->load(keys).persons[0].created);
    }
    SECTION("with one") {
        batch_changes changes;
        changes.events = {d.said_by(first.persons[0].id, "hi", "1")};
        d.store->commit(changes);
        CHECK_FALSE(d.store->load(keys).persons[0].created);
        d.reopen();
        const auto again = d.store->load(keys);
        CHECK(again.persons[0].id == first.persons[0].id);
        CHECK_FALSE(again.persons[0].created);
        CHECK(again.persons[0].reachable);
        CHECK(d.store->address_of(first.persons[1].id) == address{"tg", "2"});
    }
}

TEST_CASE("an event is taken once", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes changes;
    changes.events = {d.said_by(who, "渗水", "key")};
    d.store->commit(changes);
    CHECK(changes.events[0].event.id > 0);
    CHECK(d.seen({"tg", noon_minute, "key"}));
    CHECK_FALSE(d.seen({"tg", noon_minute + 1, "key"}));
    CHECK_FALSE(d.seen({"other", noon_minute, "key"}));
    d.reopen();
    CHECK(d.seen({"tg", noon_minute, "key"}));

    batch_changes again;
    again.events = {d.said_by(who, "渗水", "key")};
    CHECK_THROWS_AS(d.store->commit(again), store_error);
    CHECK(d.reader()->count().messages == 1);
}

TEST_CASE("keys without a usable minute are found, and kept for 8 days from their arrival", "[store]") {
    database d;
    const auto who = d.person("sms", "1");
    batch_changes changes;
    for (const auto minute : {std::int64_t{0}, noon_minute - 60 * 24 * 60, noon_minute}) {
        auto r = d.said_by(who, "x", "k" + std::to_string(minute), "sms");
        r.dedupe.minute = minute;
        changes.events.push_back(r);
    }
    d.store->commit(changes);
    const auto all_seen = [&] {
        for (const auto& r : changes.events)
            if (!d.seen(r.dedupe)) return false;
        return true;
    };
    CHECK(all_seen());
    CHECK_FALSE(d.store->prune(noon + std::chrono::days{7}));
    CHECK(all_seen());
    d.reopen();
    CHECK(all_seen());
    d.store->prune(noon + std::chrono::days{9});
    for (const auto& r : changes.events) CHECK_FALSE(d.seen(r.dedupe));
}

TEST_CASE("pruning goes in pieces and ends", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes changes;
    for (int i = 0; i < 1200; ++i) changes.events.push_back(d.said_by(who, "x", std::to_string(i)));
    d.store->commit(changes);
    int pieces = 1;
    while (d.store->prune(noon + std::chrono::days{9})) ++pieces;
    CHECK(pieces == 3);
    CHECK_FALSE(d.seen({"tg", noon_minute, "0"}));
    CHECK_FALSE(d.seen({"tg", noon_minute, "1199"}));
}

TEST_CASE("states come back, with the version that they were given", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    const auto room = d.person("tg", "-100");
    CHECK_FALSE(d.talk(who));
    auto c = talk_of(who);
    c.name = "陈女士";
    c.phone = "13800138000";
    write(*d.store, c);
    linli::office o;
    o.room = room;
    o.serial = 3;
    batch_changes changes;
    changes.offices.push_back({o, never, false});
    changes.cases.push_back({case_412(who), never, false});
    d.store->commit(changes);
    CHECK(changes.offices[0].state.version == 0);
    d.reopen();
    batch_keys keys;
    keys.conversations = {who, room, person_id{99}};
    keys.cases = {case_code{412}, case_code{1}};
    keys.open_cases = true;
    const auto all = d.store->load(keys);
    c.version = 1;
    CHECK(all.conversations[0] == c);
    CHECK_FALSE(all.offices[0]);
    CHECK_FALSE(all.conversations[1]);
    REQUIRE(all.offices[1]);
    CHECK(all.offices[1]->serial == 3);
    CHECK(all.offices[1]->version == 1);
    CHECK_FALSE(all.conversations[2]);
    REQUIRE(all.cases[0]);
    CHECK(all.cases[0]->version == 1);
    CHECK_FALSE(all.cases[1]);
    CHECK(all.open_cases.size() == 1);
    CHECK(d.store->last_case() == case_code{412});

    auto closed = *all.cases[0];
    closed.state = linli::state::closed;
    batch_changes close;
    close.cases.push_back({closed, never, true});
    d.store->commit(close);
    CHECK(d.store->load(keys).open_cases.empty());
}

TEST_CASE("a version that is not the expected one writes nothing at all", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    const auto other = d.person("tg", "2");
    write(*d.store, talk_of(who));
    write(*d.store, talk_of(who, 1));
    const auto wrong = GENERATE(0, 1, 3);  // new, stale, from nowhere
    batch_changes changes;
    changes.events = {d.said_by(other, "hi", "1")};
    changes.outbox = {d.message_to(other, "hello")};
    changes.conversations.push_back({talk_of(other), never, false});
    changes.conversations.push_back({talk_of(who, wrong), never, false});
    changes.posts = {{0, event{}}};
    changes.history.resize(1);
    CHECK_THROWS_AS(d.store->commit(changes), store_error);
    // And `changes` is as it was, so that it can be tried again in pieces.
    CHECK(changes.events[0].event.id == 0);
    REQUIRE(changes.outbox.size() == 1);
    CHECK(changes.outbox[0].id == 0);
    CHECK(changes.outbox[0].to == address{});
    CHECK(changes.posts[0].id == 0);
    CHECK(changes.history[0].seq == 0);
    CHECK(changes.undeliverable.empty());
    CHECK_FALSE(d.talk(other));
    CHECK_FALSE(d.seen({"tg", noon_minute, "1"}));
    CHECK(d.reader()->count().outbox == 0);
    CHECK(d.store->pending_posts(10).empty());

    changes.conversations.pop_back();
    d.store->commit(changes);
    CHECK(d.talk(other));
    CHECK(changes.outbox[0].id > 0);
}

TEST_CASE("a person made for a batch that failed is the same in the next", "[store]") {
    database d;
    batch_keys keys;
    keys.addresses = {{"tg", "7"}};
    const auto who = d.store->load(keys).persons[0].id;
    batch_changes bad;
    bad.conversations.push_back({talk_of(who, 5), never, false});
    CHECK_THROWS_AS(d.store->commit(bad), store_error);
    CHECK_FALSE(d.store->address_of(who));
    batch_changes good;
    good.conversations.push_back({talk_of(who), never, false});
    good.outbox = {d.message_to(who, "hello")};
    d.store->commit(good);
    CHECK(good.outbox.at(0).to == address{"tg", "7"});
    CHECK_FALSE(d.store->load(keys).persons[0].created);
}

TEST_CASE("a due time is set whatever the row holds, and nothing else of it changes", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    const auto room = d.person("web", "staff");
    write(*d.store, talk_of(who), noon);
    batch_changes made;
    made.offices.push_back({{}, noon, false});
    made.offices.front().state.room = room;
    made.cases.push_back({case_412(who), noon, false});
    d.store->commit(made);
    REQUIRE(d.store->due(noon, 10).size() == 3);
    batch_changes later;
    later.dues = {
        {{room, {}}, never}, {{{}, case_code{412}}, noon + std::chrono::hours{1}}, {{person_id{99}, {}}, noon}};
    CHECK_FALSE(later.empty());
    d.store->commit(later);
    REQUIRE(d.store->due(noon, 10).size() == 1);
    CHECK(d.store->due(noon, 10)[0].conversation == who);
    batch_keys keys;
    keys.conversations = {room};
    CHECK(d.store->load(keys).offices.at(0)->version == 1);
    batch_changes last;
    last.dues = {{{who, {}}, never}};
    d.store->commit(last);
    CHECK(d.store->next_due() == noon + std::chrono::hours{1});
    CHECK(d.talk(who)->version == 1);
}

TEST_CASE("a due time is brought forward lazily, or set exactly", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    const auto at = [&](int minutes) { return noon + std::chrono::minutes{minutes}; };
    write(*d.store, talk_of(who), at(10));
    CHECK(d.store->next_due() == at(10));
    CHECK(d.store->due(at(9), 10).empty());
    REQUIRE(d.store->due(at(10), 10).size() == 1);
    CHECK(d.store->due(at(10), 10)[0].conversation == who);
    write(*d.store, talk_of(who, 1), at(20));
    CHECK(d.store->next_due() == at(10));
    write(*d.store, talk_of(who, 2), at(5));
    CHECK(d.store->next_due() == at(5));
    write(*d.store, talk_of(who, 3), at(30), true);
    CHECK(d.store->next_due() == at(30));
    write(*d.store, talk_of(who, 4), at(30), true);
    write(*d.store, talk_of(who, 5), never, true);
    CHECK(d.store->next_due() == never);
    CHECK(d.talk(who)->version == 6);

    auto f = case_412(who);
    for (const auto& [due, exact, expected] :
         {std::tuple{at(10), false, at(10)}, {at(20), false, at(10)}, {at(20), true, at(20)}, {at(3), false, at(3)}}) {
        batch_changes changes;
        changes.cases.push_back({f, due, exact});
        d.store->commit(changes);
        ++f.version;
        CHECK(d.store->next_due() == expected);
    }
    CHECK(d.store->due(at(3), 10).at(0).about == case_code{412});
}

TEST_CASE("the log of a case only grows", "[store]") {
    database d;
    case_entry e;
    e.code = case_code{412};
    e.seq = 1;
    e.text = "first";
    batch_changes changes;
    changes.entries = {e};
    d.store->commit(changes);
    CHECK_THROWS_AS(d.store->commit(changes), store_error);
    connection raw(d.options.database, connection::mode::write);
    CHECK_THROWS_AS(raw.execute("DELETE FROM case_entry"), store_error);
    CHECK_THROWS_AS(raw.execute("UPDATE case_entry SET body='{}'"), store_error);
    CHECK_THROWS_AS(raw.execute("INSERT OR REPLACE INTO case_entry VALUES(412, 1, '{}')"), store_error);
    CHECK(d.reader()->entries(case_code{412}).at(0).text == "first");
}

TEST_CASE("one person, several addresses: the last one written by is answered", "[store]") {
    database d;
    const auto who = d.person("tg", "1");
    d.store->bind(who, {"sms", "+1"});
    CHECK(d.store->address_of(who) == address{"tg", "1"});
    batch_changes changes;
    changes.wrote = {{who, "sms", {}}};
    d.store->commit(changes);
    CHECK(d.store->address_of(who) == address{"sms", "+1"});
    write(*d.store, talk_of(who));  // a tick, a report: no word of theirs
    CHECK(d.store->address_of(who) == address{"sms", "+1"});
    CHECK(d.store->person_for({"sms", "+1"}) == who);
    d.reopen();
    CHECK(d.store->address_of(who) == address{"sms", "+1"});
}

TEST_CASE("a group that moved is answered where it is now", "[store]") {
    database d;
    const auto group = d.person("tg", "-1");
    d.store->bind(group, {"web", "staff"});
    batch_keys keys;
    keys.addresses = {{"tg", "-1002"}};
    const auto stranger = d.store->load(keys).persons[0].id;
    batch_changes changes;
    changes.moved = {{group, {"tg", "-1002"}}};
    changes.outbox = {d.message_to(group, "hello")};
    d.store->commit(changes);
    CHECK(changes.outbox.at(0).to == address{"tg", "-1002"});
    CHECK(d.store->load(keys).persons[0].id == group);
    CHECK(d.store->person_for({"web", "staff"}) == group);
    CHECK(d.store->person_for({"tg", "-1"}) != group);
    CHECK_FALSE(d.store->address_of(stranger));
}

TEST_CASE("settings survive", "[store]") {
    database d;
    CHECK_FALSE(d.store->setting("offset"));
    d.store->set_setting("offset", "1");
    d.store->set_setting("offset", "2");
    d.reopen();
    CHECK(d.store->setting("offset") == "2");
}

TEST_CASE("a transaction that nobody finished leaves nothing", "[store]") {
    database d;
    d.person("tg", "1");
    {
        connection raw(d.options.database, connection::mode::write);
        transaction half(raw);
        raw.execute("DELETE FROM address");
    }
    CHECK(d.store->person_for({"tg", "1"}) == person_id{1});
    CHECK(d.reader()->integrity() == "ok");
}
