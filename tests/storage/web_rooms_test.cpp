#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;

namespace {

history_row words(person_id room, const std::string& text, const std::string& id) {
    history_row row;
    row.room = row.sender = room;
    row.client_id = id;
    row.at = noon;
    row.message.text = text;
    return row;
}

void reply(database& d, batch_changes& c, person_id room, const std::string& text) {
    c.outbox.push_back(d.message_to(room, text));
}

}  // namespace

TEST_CASE("rows of a room are numbered without gaps, and the bot's know what they show", "[web]") {
    database d;
    const auto a = d.person("web", "a");
    const auto b = d.person("web", "b");
    const auto phone = d.person("tg", "1");
    batch_changes changes;
    changes.history = {words(a, "渗水", "u1")};
    reply(d, changes, a, "where?");
    changes.outbox.push_back(d.message_to(phone, "not web"));
    changes.history.push_back(words(b, "hello", "u2"));
    reply(d, changes, b, "hi");
    changes.history.push_back(words(a, "12-3", "u3"));
    reply(d, changes, a, "thanks");
    d.store->commit(changes);
    REQUIRE(changes.history.size() == 6);
    std::vector<std::int64_t> seqs;
    for (const auto& row : changes.history) seqs.push_back(row.seq);
    CHECK(seqs == std::vector<std::int64_t>{1, 1, 2, 3, 2, 4});
    CHECK(changes.history[3].outbox == changes.outbox[0].id);
    CHECK(changes.history[4].outbox == changes.outbox[2].id);
    CHECK(changes.history[5].outbox == changes.outbox[3].id);
    CHECK(changes.history[0].outbox == 0);
    CHECK(changes.outbox[0].web);
    CHECK_FALSE(changes.outbox[1].web);

    auto reader = d.reader();
    const auto rows = reader->history(a, 1, 2);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].seq == 2);
    CHECK(rows[0].client_id == "u3");
    CHECK(rows[0].sender == a);
    CHECK(rows[1].message.text == "where?");
    CHECK(rows[1].outbox == changes.outbox[0].id);
    CHECK(reader->last_seq(a) == 4);
    CHECK(reader->last_seq(b) == 2);
    CHECK(reader->last_seq(phone) == 0);

    SECTION("they wait for the browser, not for the sender") {
        d.reopen();
        CHECK(d.store->unsent(noon, never, 10).size() == 1);
        CHECK(d.store->web_unsettled(a, 1).empty());
        CHECK(d.store->web_unsettled(a, 3).size() == 1);
        const auto open = d.store->web_unsettled(a, 100);
        REQUIRE(open.size() == 2);
        CHECK(open[0].message.text == "where?");
        CHECK(open[0].web);
        batch_changes seen;
        seen.settles = {{open[0].id, {}}};
        seen.seen = {{a, 2}};
        d.store->commit(seen);
        CHECK(d.store->web_unsettled(a, 100).size() == 1);
        CHECK(d.reader()->history(a, 0, 100).size() == 4);
    }
}

TEST_CASE("what goes to a web chat is shown there, and nothing else is", "[web]") {
    database d;
    const auto web = d.person("web", "a");
    const auto phone = d.person("tg", "1");
    batch_changes changes;
    reply(d, changes, web, "to the page");
    reply(d, changes, phone, "to the phone");
    d.store->commit(changes);
    REQUIRE(changes.outbox.size() == 2);
    CHECK(changes.outbox[0].web);
    CHECK_FALSE(changes.outbox[1].web);
    REQUIRE(changes.history.size() == 1);
    CHECK(changes.history[0].room == web);
    CHECK(changes.history[0].seq == 1);
    CHECK(changes.history[0].outbox == changes.outbox[0].id);
    CHECK(d.store->web_unsettled(web, 1).size() == 1);
}

TEST_CASE("sessions and links are found by the hash of their token", "[web]") {
    database d;
    const auto later = noon + std::chrono::hours{1};
    d.store->put_session("h1", {"subject-1", "李工", role::lead, later});
    d.store->put_session("h2", {"subject-1", "", role::resident, later});
    d.store->put_session("h3", {"subject-2", "", role::resident, later});
    auto reader = d.reader();
    const auto s = reader->session("h1", noon);
    REQUIRE(s);
    CHECK(s->subject == "subject-1");
    CHECK(s->name == "李工");
    CHECK(s->kind == role::lead);
    CHECK(s->expires == later);
    CHECK_FALSE(reader->session("h1", later));
    CHECK_FALSE(reader->session("h9", noon));
    REQUIRE(reader->staff_sessions(noon).size() == 1);
    CHECK(reader->staff_sessions(noon)[0].name == "李工");
    CHECK(reader->staff_sessions(later).empty());
    d.store->drop_sessions("subject-1");
    CHECK_FALSE(reader->session("h1", noon));
    CHECK_FALSE(reader->session("h2", noon));
    CHECK(reader->session("h3", noon));

    d.store->put_link("l1", {"x", "", role::manager, later});
    d.store->put_link("l2", {"x", "", role::manager, later});
    CHECK_FALSE(d.store->take_link("l9", noon));
    REQUIRE(reader->link("l1", noon));  // looking uses nothing up
    CHECK(reader->link("l1", noon)->kind == role::manager);
    CHECK_FALSE(reader->link("l1", later));
    CHECK_FALSE(reader->link("l9", noon));
    REQUIRE(d.store->take_link("l1", noon));
    CHECK_FALSE(reader->link("l1", noon));
    CHECK_FALSE(d.store->take_link("l1", noon));
    CHECK_FALSE(d.store->take_link("l2", later));
    d.store->prune(later);
    CHECK_FALSE(reader->session("h3", noon));
}

TEST_CASE("a row of the bot is its own receipt", "[web]") {
    database d;
    const auto room = d.person("web", "staff");
    batch_changes changes;
    changes.history = {words(room, "CP-0412?", "u1")};
    reply(d, changes, room, "card");
    changes.outbox[0].message.about = case_code{412};
    changes.outbox[0].message.tag = "card:412";
    d.store->commit(changes);
    batch_keys keys;
    for (const auto* id : {"2", "1", "3", "2x", "", "-2", "99999999999999999999"}) keys.receipts.push_back({room, id});
    const auto found = d.store->load(keys).receipts;
    REQUIRE(found[0]);
    CHECK(found[0]->about == case_code{412});
    CHECK(found[0]->tag == "card:412");
    for (std::size_t i = 1; i < found.size(); ++i) CHECK_FALSE(found[i]);
}
