#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;

namespace {

std::vector<outbox_row> unsent(database& d, instant now = noon) { return d.store->unsent(now, never, 100); }

void commit(database& d, batch_changes changes) { d.store->commit(changes); }

}  // namespace

TEST_CASE("a message is in our hands until a restart, and gone when settled", "[queues]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes changes;
    changes.outbox = {d.message_to(who, "one"), d.message_to(who, "two")};
    changes.outbox[0].message.choices = {{1, "是", "yes"}};
    d.store->commit(changes);
    const auto first = changes.outbox[0].id;
    CHECK(first > 0);
    CHECK(changes.outbox[1].id > first);
    CHECK(unsent(d).empty());
    d.reopen();
    const auto lost = unsent(d);
    REQUIRE(lost.size() == 2);
    CHECK(lost[0].id == first);
    CHECK(lost[0].to == address{"tg", "1"});
    CHECK(lost[0].message == changes.outbox[0].message);
    CHECK(unsent(d).empty());

    batch_changes done;
    done.settles = {{first, {}}, {first, {}}, {12345, {}}};
    d.store->commit(done);
    d.reopen();
    CHECK(unsent(d).size() == 1);
    commit(d, [&] {
        batch_changes c;
        c.settles = {{changes.outbox[1].id, {}}};
        return c;
    }());
    // A number is never given twice, though the table is empty now: it is an idempotency key.
    d.reopen();
    batch_changes more;
    more.outbox = {d.message_to(who, "three")};
    d.store->commit(more);
    CHECK(more.outbox[0].id > changes.outbox[1].id);
}

TEST_CASE("a lease that runs out gives the message back", "[queues]") {
    database d;
    const auto who = d.person("tg", "1");
    commit(d, [&] {
        batch_changes c;
        c.outbox = {d.message_to(who, "one")};
        return c;
    }());
    d.reopen();
    CHECK(d.store->unsent(noon, noon + std::chrono::minutes{1}, 100).size() == 1);
    CHECK(unsent(d).empty());
    CHECK(unsent(d, noon + std::chrono::minutes{1}).size() == 1);
}

TEST_CASE("what a start lets go of is found piece by piece, whoever holds how much", "[queues]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes changes;
    changes.outbox = {d.message_to(who, "one"), d.message_to(who, "two"), d.message_to(who, "three")};
    d.store->commit(changes);
    d.reopen();
    CHECK(d.store->unsent(noon, never, 2).size() == 2);
    const auto rest = d.store->unsent(noon, never, 2);
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].message.text == "three");
    CHECK(unsent(d).empty());
}

TEST_CASE("a postponed message stays with who sends it; a restart gives it back with its time", "[queues]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes changes;
    changes.outbox = {d.message_to(who, "long")};
    d.store->commit(changes);
    const auto later = noon + std::chrono::minutes{5};
    batch_changes wait;
    wait.postpones = {{changes.outbox[0].id, later, 3, {"p1", "p2"}}};
    d.store->commit(wait);
    CHECK(unsent(d).empty());
    CHECK(unsent(d, later + std::chrono::hours{1}).empty());
    d.reopen();
    const auto back = unsent(d);
    REQUIRE(back.size() == 1);
    CHECK(back[0].attempts == 3);
    CHECK(back[0].due == later);
    CHECK(back[0].sent_parts == std::vector<std::string>{"p1", "p2"});
    CHECK(unsent(d, later).empty());
}

TEST_CASE("who cannot be reached is not written to, and whoever asked learns of it", "[queues]") {
    database d;
    const auto gone = d.person("tg", "1");
    const auto well = d.person("tg", "2");
    batch_changes stop;
    stop.outbox = {d.message_to(gone, "you will hear no more")};
    stop.reachable = {{gone, false}};
    d.store->commit(stop);
    CHECK(stop.outbox.size() == 1);  // the last word still goes out
    CHECK(stop.undeliverable.empty());

    batch_changes changes;
    changes.outbox = {d.message_to(gone, "result"), d.message_to(well, "hi"), d.message_to(person_id{99}, "x")};
    changes.outbox[0].message.ref = "result:412";
    d.store->commit(changes);
    REQUIRE(changes.outbox.size() == 1);
    CHECK(changes.outbox[0].message.text == "hi");
    REQUIRE(changes.undeliverable.size() == 2);
    CHECK(changes.undeliverable[0].message.ref == "result:412");
    d.reopen();
    CHECK(unsent(d).size() == 2);
    batch_keys keys;
    keys.addresses = {{"tg", "1"}};
    CHECK_FALSE(d.store->load(keys).persons[0].reachable);

    batch_changes start;
    start.reachable = {{gone, true}};
    start.outbox = {d.message_to(gone, "welcome back")};
    d.store->commit(start);
    CHECK(start.outbox.size() == 1);
    CHECK(d.store->load(keys).persons[0].reachable);
}

TEST_CASE("receipts are found by id and by tag, the newest first", "[queues]") {
    database d;
    const auto room = d.person("tg", "-1");
    const receipt card{room, "m1", case_code{412}, "card:412", "", {}};
    const receipt newer{room, "m2", case_code{412}, "card:412", "ref", person_id{7}};
    batch_changes changes;
    changes.outbox = {d.message_to(room, "card")};
    changes.receipts = {card};
    d.store->commit(changes);
    batch_changes settle;
    settle.settles = {{changes.outbox[0].id, {newer}}};
    d.store->commit(settle);
    batch_keys keys;
    keys.receipts = {{room, "m1"}, {room, "m2"}, {room, "m3"}, {person_id{9}, "m1"}};
    keys.tags = {{room, "card:412"}, {room, "card:1"}, {room, ""}};
    auto all = d.store->load(keys);
    REQUIRE(all.receipts[0]);
    CHECK(all.receipts[0]->tag == "card:412");
    REQUIRE(all.receipts[1]);
    CHECK(all.receipts[1]->ref == "ref");
    CHECK(all.receipts[1]->report_to == person_id{7});
    CHECK_FALSE(all.receipts[2]);
    CHECK_FALSE(all.receipts[3]);
    REQUIRE(all.tags[0]);
    CHECK(all.tags[0]->platform_id == "m2");
    CHECK_FALSE(all.tags[1]);
    CHECK_FALSE(all.tags[2]);

    SECTION("an edit keeps its id and gets the newer meaning") {
        auto edited = card;
        edited.about = case_code{413};
        commit(d, [&] {
            batch_changes c;
            c.receipts = {edited};
            return c;
        }());
        CHECK(d.store->load(keys).receipts[0]->about == case_code{413});
    }
    SECTION("they are kept for 60 days") {
        // The time of a receipt is the latest that the store has heard of.
        d.store->due(noon, 1);
        commit(d, [&] {
            batch_changes c;
            c.receipts = {{room, "m9", {}, "t", "", {}}};
            return c;
        }());
        keys.receipts = {{room, "m9"}};
        d.store->prune(noon + std::chrono::days{59});
        CHECK(d.store->load(keys).receipts[0]);
        d.store->prune(noon + std::chrono::days{61});
        CHECK_FALSE(d.store->load(keys).receipts[0]);
    }
}

TEST_CASE("posts, fetches and parked events wait until they are taken", "[queues]") {
    database d;
    event e;
    e.at = noon;
    e.room = person_id{3};
    e.body = prompt{"ask_solved", case_code{412}, ""};
    batch_changes changes;
    changes.posts = {{0, e}, {0, e}};
    changes.fetches = {{"job1", person_id{3}, "tg", {media_kind::photo, "file-id", "", 10}}};
    changes.parked = {{0, e, "it threw"}};
    d.store->commit(changes);
    CHECK(changes.posts[1].id > changes.posts[0].id);
    d.reopen();
    auto posts = d.store->pending_posts(10);
    REQUIRE(posts.size() == 2);
    CHECK(posts[0].id == changes.posts[0].id);
    CHECK(posts[0].event.body == e.body);
    CHECK(d.store->pending_posts(1).size() == 1);
    auto fetches = d.store->pending_fetches(10);
    REQUIRE(fetches.size() == 1);
    CHECK(fetches[0].what.handle == "file-id");
    auto parked = d.store->parked(10);
    REQUIRE(parked.size() == 1);
    CHECK(parked[0].reason == "it threw");
    batch_keys again;
    again.parked = {parked[0].id, parked[0].id + 1};
    CHECK(d.store->load(again).parked == std::vector{parked[0].id});
    batch_changes taken;
    taken.posts_taken = {posts[0].id, posts[1].id};
    taken.fetches_done = {"job1"};
    taken.parked_taken = {parked[0].id};
    d.store->commit(taken);
    CHECK(d.store->pending_posts(10).empty());
    CHECK(d.store->pending_fetches(10).empty());
    CHECK(d.store->parked(10).empty());
    CHECK(d.store->load(again).parked.empty());
}
