// Where a person is written to when one of their channels cannot deliver.
#include "storage/sqlite_store.hpp"
#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;

namespace {

outbox_row sent(database& d, outbox_row row) {
    batch_changes changes;
    changes.outbox = {std::move(row)};
    d.store->commit(changes);
    return changes.outbox.empty() ? outbox_row{} : changes.outbox[0];
}

void wrote(database& d, person_id who, const std::string& channel, instant at = {}) {
    batch_changes changes;
    changes.wrote = {{who, channel, at}};
    d.store->commit(changes);
}

void lost(database& d, person_id who, const std::string& channel, bool gone) {
    batch_changes changes;
    changes.lost = {{who, channel, gone}};
    d.store->commit(changes);
}

}  // namespace

TEST_CASE("a channel that cannot deliver gives way to the next, until they write by it", "[store]") {
    database d;
    const auto who = d.person("wa", "1");
    d.store->bind(who, {"tg", "7"});
    auto row = sent(d, d.message_to(who, "a"));
    CHECK(row.to == address{"wa", "1"});
    CHECK(row.more_ways);
    lost(d, who, "wa", GENERATE(true, false));
    row = sent(d, d.message_to(who, "b"));
    CHECK(row.to == address{"tg", "7"});
    lost(d, who, "wa", true);  // a late report about the one that is out of use already
    CHECK(sent(d, d.message_to(who, "c")).to == address{"tg", "7"});
    d.reopen();
    CHECK(sent(d, d.message_to(who, "d")).to == address{"tg", "7"});
    wrote(d, who, "wa");
    CHECK(sent(d, d.message_to(who, "e")).to == address{"wa", "1"});
}

TEST_CASE("a message goes past the channels that were tried, and ends when all were", "[store]") {
    database d;
    const auto who = d.person("wa", "1");
    d.store->bind(who, {"tg", "7"});
    auto row = d.message_to(who, "a");
    row.tried = {"wa"};
    const auto second = sent(d, row);
    CHECK(second.to == address{"tg", "7"});
    CHECK_FALSE(second.more_ways);
    CHECK(second.tried == row.tried);
    row.tried = {"wa", "tg"};
    batch_changes changes;
    changes.outbox = {row};
    d.store->commit(changes);
    CHECK(changes.outbox.empty());
    CHECK(changes.undeliverable.size() == 1);
}

TEST_CASE("the only channel: who is gone is not written to, who is silent is", "[store]") {
    database d;
    const auto who = d.person("wa", "1");
    lost(d, who, "wa", false);
    CHECK(sent(d, d.message_to(who, "a")).to == address{"wa", "1"});
    lost(d, who, "wa", true);
    CHECK(sent(d, d.message_to(who, "b")).id == 0);
    batch_changes back;
    back.reachable = {{who, true}};
    d.store->commit(back);
    CHECK(sent(d, d.message_to(who, "c")).id != 0);
}

TEST_CASE("when they last wrote is known to the minute, by channel", "[store]") {
    database d;
    const auto who = d.person("wa", "1");
    d.store->bind(who, {"fb", "2"});
    CHECK_FALSE(sent(d, d.message_to(who, "a")).heard);
    wrote(d, who, "wa", noon);
    CHECK(sent(d, d.message_to(who, "a")).heard == noon);
    wrote(d, who, "wa", noon + std::chrono::seconds{59});
    CHECK(sent(d, d.message_to(who, "a")).heard == noon);
    wrote(d, who, "wa", noon + std::chrono::seconds{60});
    CHECK(sent(d, d.message_to(who, "a")).heard == noon + std::chrono::seconds{60});
    lost(d, who, "wa", false);
    CHECK_FALSE(sent(d, d.message_to(who, "a")).heard);
    d.reopen();
    const auto kept = d.store->unsent(noon, never, 10);
    REQUIRE(kept.size() == 5);
    CHECK(kept[0].to == address{"fb", "2"});
    CHECK(kept[0].more_ways);
}

TEST_CASE("who is forgotten is forgotten in what staff may still be sent", "[store]") {
    database d;
    const auto resident = d.person("wa", "1"), member = d.person("wa", "2");
    batch_changes changes;
    conversation talk;
    talk.id = resident;
    talk.phone = "13900001111";
    changes.conversations.push_back({talk, never, false});
    receipt r{member, "wamid.2", case_code{3}, {}, {}, {}, {}};
    r.otherwise = second_way{d.message_to(member, "call 13900001111").message, {"wa"}};
    changes.settles = {{1, {r}}};
    d.store->commit(changes);
    batch_changes gone;
    gone.forget = {resident};
    d.store->commit(gone);
    batch_keys keys;
    keys.receipts = {{member, "wamid.2"}};
    CHECK_FALSE(d.store->load(keys).receipts.at(0)->otherwise);
}

TEST_CASE("a receipt keeps the message for another channel until it is over", "[store]") {
    database d;
    const auto who = d.person("wa", "1");
    receipt r{who, "wamid.1", case_code{3}, "tag", "w1", person_id{9}, {}};
    r.otherwise = second_way{d.message_to(who, "a").message, {"wa"}};
    batch_changes changes;
    changes.settles = {{1, {r}}};
    d.store->commit(changes);
    batch_keys keys;
    keys.receipts = {{who, "wamid.1"}};
    CHECK(d.store->load(keys).receipts.at(0)->otherwise == r.otherwise);
    r.otherwise.reset();
    r.ref.clear();
    batch_changes over;
    over.receipts = {r};
    d.store->commit(over);
    const auto after = d.store->load(keys).receipts.at(0);
    CHECK_FALSE(after->otherwise);
    CHECK(after->ref.empty());
    CHECK(after->about == case_code{3});
}
