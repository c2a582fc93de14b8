// Addresses of several persons that are joined: one speaks for all, and each keeps what is theirs.
#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::bytes_of;
using linli::storage::testing::database;
using linli::storage::testing::noon;

namespace {

outbox_row sent(database& d, person_id to, const std::vector<std::string>& tried = {}) {
    batch_changes changes;
    changes.outbox = {d.message_to(to, "news")};
    changes.outbox[0].tried = tried;
    d.store->commit(changes);
    return changes.outbox.empty() ? outbox_row{} : changes.outbox[0];
}

void wrote(database& d, person_id speaker, const std::string& channel, person_id own) {
    batch_changes changes;
    changes.wrote = {{speaker, channel, {}, own}};
    d.store->commit(changes);
}

void join(database& d, person_id who, person_id into) {
    batch_changes changes;
    changes.joins = {{who, into}};
    d.store->commit(changes);
}

void part(database& d, person_id who) {
    batch_changes changes;
    changes.parts = {who};
    d.store->commit(changes);
}

known_person at(database& d, const std::string& channel, const std::string& chat) {
    batch_keys keys;
    keys.addresses = {{channel, chat}};
    return d.store->load(keys).persons.at(0);
}

struct two {
    database d;
    person_id chat = d.person("tg", "1");
    person_id phone = d.person("sms", "+1");
};

}  // namespace

TEST_CASE("joined addresses are reached as one person's, the last used first", "[store]") {
    two t;
    join(t.d, t.phone, t.chat);
    const bool restarted = GENERATE(false, true);
    if (restarted) t.d.reopen();
    CHECK(t.d.store->speaker_of(t.phone) == t.chat);
    CHECK(t.d.store->joined_to(t.chat) == std::vector{t.phone});
    CHECK(at(t.d, "sms", "+1").id == t.phone);  // each address keeps its person
    CHECK(sent(t.d, t.chat).to == address{"tg", "1"});
    CHECK(sent(t.d, t.phone).to == address{"tg", "1"});
    CHECK(sent(t.d, t.phone).more_ways);
    wrote(t.d, t.chat, "sms", t.phone);
    CHECK(sent(t.d, t.chat).to == address{"sms", "+1"});
    CHECK(sent(t.d, t.chat, {"sms"}).to == address{"tg", "1"});
    wrote(t.d, t.chat, "tg", t.chat);
    CHECK(sent(t.d, t.phone).to == address{"tg", "1"});
}

TEST_CASE("who stops, stops for all addresses; parted, they go on as they were", "[store]") {
    two t;
    join(t.d, t.phone, t.chat);
    batch_changes stop;
    stop.reachable = {{t.chat, false}};
    t.d.store->commit(stop);
    CHECK_FALSE(at(t.d, "sms", "+1").reachable);
    CHECK(sent(t.d, t.phone).id == 0);
    batch_changes again;
    again.reachable = {{t.phone, true}};
    t.d.store->commit(again);
    wrote(t.d, t.chat, "sms", t.phone);
    part(t.d, t.phone);
    if (GENERATE(false, true)) t.d.reopen();
    CHECK(t.d.store->speaker_of(t.phone) == t.phone);
    CHECK(t.d.store->joined_to(t.chat).empty());
    CHECK(sent(t.d, t.chat).to == address{"tg", "1"});
    CHECK_FALSE(sent(t.d, t.chat).more_ways);
    CHECK(sent(t.d, t.phone).to == address{"sms", "+1"});
}

TEST_CASE("whoever is joined brings those who were joined to them", "[store]") {
    two t;
    const auto page = t.d.person("web", "r");
    join(t.d, t.phone, t.chat);
    join(t.d, t.chat, page);
    CHECK(t.d.store->speaker_of(t.phone) == page);
    CHECK(t.d.store->speaker_of(t.chat) == page);
    join(t.d, page, t.phone);  // who speaks for them already: nothing happens
    CHECK(t.d.store->speaker_of(page) == page);
    part(t.d, t.chat);
    CHECK(t.d.store->speaker_of(t.chat) == t.chat);
    CHECK(t.d.store->joined_to(page) == std::vector{t.phone});
}

TEST_CASE("what is sent before the join goes the old way, and a commit that fails joins nobody", "[store]") {
    two t;
    batch_changes both;
    both.outbox = {t.d.message_to(t.phone, "now linked")};
    both.joins = {{t.phone, t.chat}};
    t.d.store->commit(both);
    CHECK(both.outbox.at(0).to == address{"sms", "+1"});
    const auto other = t.d.person("sms", "+2");
    batch_changes broken;
    broken.joins = {{other, t.chat}};
    conversation never_read;
    never_read.id = other;
    never_read.version = 7;
    broken.conversations = {{never_read, never, false}};
    CHECK_THROWS_AS(t.d.store->commit(broken), store_error);
    CHECK(t.d.store->speaker_of(other) == other);
    CHECK(t.d.store->speaker_of(t.phone) == t.chat);
}

TEST_CASE("two addresses of one channel: the one last written by", "[store]") {
    two t;
    const auto old = t.d.person("sms", "+2");
    join(t.d, old, t.phone);
    CHECK(sent(t.d, t.phone).to == address{"sms", "+1"});
    wrote(t.d, t.phone, "sms", old);
    CHECK(sent(t.d, t.phone).to == address{"sms", "+2"});
    wrote(t.d, t.phone, "sms", t.phone);
    CHECK(sent(t.d, old).to == address{"sms", "+1"});
}

TEST_CASE("a browser shows what went to its own address, before, while and after it is joined", "[web]") {
    two t;
    const auto page = t.d.person("web", "r");
    const auto to_page = [&](person_id to) {
        batch_changes c;
        c.outbox = {t.d.message_to(to, "for the page")};
        c.outbox[0].message.photos = {{"cafe03", 1, 1}};
        t.d.store->commit(c);
        REQUIRE(c.history.size() == 1);
        CHECK(c.outbox.at(0).web);
        return c.history[0];
    };
    CHECK(to_page(page).seq == 1);
    join(t.d, page, t.chat);
    wrote(t.d, t.chat, "web", page);
    const auto row = to_page(t.chat);
    CHECK(row.room == page);
    CHECK(row.seq == 2);
    CHECK(t.d.reader()->may_see("cafe03", page, false));
    CHECK(t.d.store->web_unsettled(page, 2).size() == 2);
    CHECK(t.d.reader()->last_seq(t.chat) == 0);
    part(t.d, page);
    CHECK(to_page(page).seq == 3);
}

TEST_CASE("who is forgotten is forgotten at every joined address", "[store]") {
    two t;
    const auto code = case_code{7};
    batch_changes c;
    for (const auto who : {t.chat, t.phone}) {
        conversation talk;
        talk.id = who;
        talk.name = who == t.chat ? "赵钱孙" : "Jonathan Archer";
        c.conversations.push_back({talk, never, false});
    }
    case_file f;
    f.code = code;
    f.intake.reporter = t.phone;
    f.intake.summary = "灯坏了，找赵钱孙";
    c.cases.push_back({f, never, false});
    case_entry e;
    e.code = code;
    e.seq = 1;
    e.actor = t.chat;
    e.actor_name = "赵钱孙";
    e.opened = {f.intake};
    c.entries = {e};
    c.joins = {{t.phone, t.chat}};
    t.d.store->commit(c);
    batch_changes forget;
    forget.forget = {t.phone, t.chat};
    t.d.store->commit(forget);
    CHECK_FALSE(t.d.talk(t.chat));
    CHECK_FALSE(t.d.talk(t.phone));
    CHECK(t.d.store->speaker_of(t.phone) == t.phone);
    CHECK(at(t.d, "sms", "+1").created);
    CHECK(at(t.d, "tg", "1").created);
    const auto entries = t.d.reader()->entries(code);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].actor_name.empty());
    t.d.store.reset();
    CHECK(bytes_of(t.d.options.database).find("赵钱孙") == std::string::npos);
}
