#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::bytes_of;
using linli::storage::testing::database;
using linli::storage::testing::noon;

namespace {

// The number that the next message gets.
std::int64_t number_of_next(database& d, person_id who, const std::string& key) {
    batch_changes c;
    c.events = {d.said_by(who, "words", key)};
    d.store->commit(c);
    return c.events[0].event.id;
}

constexpr const char* phone = "13800138000";
constexpr const char* name = "陈晓明女士";
constexpr const char* chat = "700000123456789";
constexpr const char* secret = "我家猫叫元宝";  // said in private, nowhere else

struct told_store {
    database d;
    person_id who = d.person("tg", chat);
    person_id staff = d.person("web", "staff");
    person_id neighbour = d.person("tg", "2");

    told_store() {
        d.store->bind(who, {"web", "browser-of-chen"});
        d.store->put_session("token", {"browser-of-chen", name, role::resident, never});
        complaint();
        staff_room();
        waiting();
    }

    void complaint() {
        batch_changes c;
        conversation talk;
        talk.id = who;
        talk.channel = "tg";
        talk.name = name;
        talk.phone = phone;
        c.conversations.push_back({talk, never, false});
        c.events = {d.said_by(who, std::string("我是") + name + " " + phone + secret, "k1", "tg", case_code{412})};
        auto shared = d.said_by(who, "", "k2");
        std::get<said>(shared.event.body).phone = phone;
        std::get<said>(shared.event.body).attachments = {{media_kind::photo, {"cafe01", 1, 1}, "", ""}};
        shared.event.sender_name = name;
        c.events.push_back(shared);
        c.events.push_back(d.said_by(neighbour, "I am next door", "k3"));
        case_file f;
        f.code = case_code{412};
        f.name = f.intake.reporter_name = name;
        f.phone = f.intake.phone = phone;
        f.intake.reporter = who;
        f.intake.words = {std::string(phone) + " 厨房漏水"};
        f.comment = std::string("谢谢, ") + name;
        c.cases.push_back({f, never, false});
        case_entry e;
        e.code = f.code;
        e.seq = 1;
        e.actor = who;
        e.actor_name = name;
        e.opened = {f.intake};
        e.opened[0].attachments = {{media_kind::photo, {"cafe02", 1, 1}, "", ""}};
        c.entries = {e};
        e.seq = 2;
        e.what = action::contact;
        e.text = name;
        e.phone = phone;
        e.opened.clear();
        c.entries.push_back(e);
        d.store->commit(c);
    }

    // What staff saw and said about it.
    void staff_room() {
        batch_changes c;
        auto card = d.message_to(staff, std::string("CP-0412 ") + name + " ☎ 138-0013-8000 漏水");
        card.message.about = case_code{412};
        c.outbox = {card};
        c.events = {d.said_by(staff, std::string("/note CP-0412 called ") + phone, "k4", "web", case_code{412})};
        c.events[0].event.sender = person_id{77};
        d.store->commit(c);
    }

    void waiting() {
        batch_changes c;
        c.outbox = {d.message_to(who, std::string("你好 ") + name), d.message_to(neighbour, "hi")};
        event e;
        e.room = who;
        e.body = prompt{"ask", case_code{412}, name};
        c.posts = {{0, e}};
        e.room = staff;
        c.posts.push_back({0, e});
        e.sender = who;
        c.parked = {{0, e, "why"}};
        c.fetches = {{"job", who, "tg", {media_kind::photo, "file-of-chen", "", 0}}};
        c.receipts = {{who, "m1", case_code{412}, "tag", "", {}}};
        c.history.resize(1);
        c.history[0].room = who;
        c.history[0].sender = who;
        c.history[0].client_id = "u";
        c.history[0].message.text = phone;
        d.store->commit(c);
    }

    std::string all_bytes() { return bytes_of(d.options.database) + bytes_of(d.options.database.string() + "-wal"); }
};

bool holds(const std::string& all, const std::string& text) { return all.find(text) != all.npos; }

}  // namespace

TEST_CASE("the number of a message that was forgotten is not given again", "[forgetting]") {
    database d;
    const auto ann = d.person("tg", "1"), bob = d.person("tg", "2");
    const auto first = number_of_next(d, bob, "k1");
    const auto last = number_of_next(d, ann, "k2");
    CHECK(last == first + 1);
    batch_changes c;
    c.forget = {ann};
    d.store->commit(c);
    SECTION("at once") { CHECK(number_of_next(d, bob, "k3") == last + 1); }
    SECTION("after a start") {
        d.reopen();
        CHECK(number_of_next(d, bob, "k3") == last + 1);
        d.reopen();
        CHECK(number_of_next(d, bob, "k4") == last + 2);
    }
}

TEST_CASE("sealed at rest: no address, session, name or number of an address book in the clear", "[forget]") {
    told_store t;
    const auto all = t.all_bytes();
    CHECK_FALSE(holds(all, chat));
    CHECK_FALSE(holds(all, "browser-of-chen"));
    CHECK(holds(all, secret));  // the test can see what is there
}

TEST_CASE("the log of a case does not name who spoke in the clear, and reads what earlier releases wrote", "[forget]") {
    database d;
    batch_changes c;
    case_entry e;
    e.code = case_code{7};
    e.seq = 1;
    e.actor_name = name;
    c.entries.push_back(e);
    d.store->commit(c);
    CHECK(d.reader()->entries(e.code).at(0).actor_name == name);
    connection raw(d.options.database, connection::mode::write);
    {
        statement ask(raw, "SELECT body FROM case_entry");
        auto rows = ask.query();
        REQUIRE(rows.next());
        CHECK(rows.copy(0).find(name) == std::string::npos);
    }
    statement(raw, "INSERT INTO case_entry(code, seq, body) VALUES(8, 1, ?)")
        .run(std::string(R"({"v":1,"code":8,"seq":1,"actor_name":")") + name + "\"}");
    CHECK(d.reader()->entries(case_code{8}).at(0).actor_name == name);
}

TEST_CASE("whoever is signed out by another has no session and no link, and stays known", "[forget]") {
    database d;
    const auto zhao = d.person("web", "s-zhao"), wang = d.person("web", "s-wang");
    for (const std::string who : {"s-zhao", "s-wang"}) {
        d.store->put_session("session of " + who, {who, name, role::engineer, never});
        d.store->put_link("link of " + who, {who, name, role::engineer, never});
    }
    d.store->put_session("chat of s-zhao", {"s-zhao", name, role::resident, never});
    batch_changes c;
    c.signed_out = {zhao};
    CHECK_FALSE(c.empty());
    d.store->commit(c);
    CHECK(d.reader()->session("chat of s-zhao", noon));  // they live here as well
    CHECK_FALSE(d.reader()->session("session of s-zhao", noon));
    CHECK_FALSE(d.store->take_link("link of s-zhao", noon));
    CHECK(d.reader()->session("session of s-wang", noon));
    CHECK(d.store->take_link("link of s-wang", noon));
    CHECK(d.store->address_of(zhao) == address{"web", "s-zhao"});
    CHECK(d.store->address_of(wang) == address{"web", "s-wang"});
}

TEST_CASE("what is forgotten is nowhere in the files", "[forget]") {
    told_store t;
    batch_changes c;
    c.forget = {t.who};
    t.d.store->commit(c);
    const auto all = t.all_bytes();
    for (const auto* text : {phone, "138-0013-8000", name, chat, secret, "browser-of-chen", "file-of-chen"}) {
        INFO(text);
        CHECK_FALSE(holds(all, text));
    }
    CHECK(c.photos_gone == std::vector<std::string>{"cafe01"});

    SECTION("the case keeps what is wrong, and its log still tells it") {
        auto reader = t.d.reader();
        const auto f = reader->find_case(case_code{412});
        REQUIRE(f);
        CHECK(f->phone.empty());
        CHECK(f->name.empty());
        CHECK(f->intake.reporter_name.empty());
        CHECK(f->intake.words.at(0) == "*** 厨房漏水");
        CHECK(f->version == 2);
        const auto log = reader->entries(case_code{412});
        REQUIRE(log.size() == 2);
        CHECK(log[0].opened.at(0).words == f->intake.words);
        CHECK(log[1].phone.empty());
        CHECK(log[1].text.empty());
        connection raw(t.d.options.database, connection::mode::write);
        CHECK_THROWS_AS(raw.execute("UPDATE case_entry SET body='{}'"), store_error);
    }
    SECTION("others keep what is theirs") {
        auto reader = t.d.reader();
        const auto said = reader->messages_of(case_code{412});
        REQUIRE(said.size() == 1);
        CHECK(said[0].text == "/note CP-0412 called ***");
        CHECK(reader->history(t.staff, 0, 10).at(0).message.text == "CP-0412 *** ☎ *** 漏水");
        CHECK(reader->last_seq(t.who) == 0);
        CHECK_FALSE(reader->session("token", noon));
        CHECK(t.d.store->address_of(t.neighbour));
        t.d.reopen();
        CHECK(t.d.store->unsent(noon, never, 10).size() == 1);
        CHECK(t.d.store->pending_posts(10).size() == 1);
        CHECK(t.d.store->parked(10).empty());
        CHECK(t.d.store->pending_fetches(10).empty());
        CHECK(t.d.reader()->integrity() == "ok");
    }
    SECTION("whoever comes by that address again is somebody new") {
        batch_keys keys;
        keys.addresses = {{"tg", chat}};
        keys.conversations = {t.who};
        keys.receipts = {{t.who, "m1"}};
        const auto all_again = t.d.store->load(keys);
        CHECK(all_again.persons[0].created);
        CHECK(all_again.persons[0].id != t.who);
        CHECK_FALSE(all_again.conversations[0]);
        CHECK_FALSE(all_again.receipts[0]);
        t.d.reopen();
        CHECK(t.d.store->load(keys).persons[0].id != t.who);
    }
}

TEST_CASE("a batch that was rolled back does not break the chain of messages", "[forget]") {
    told_store t;
    batch_changes bad;
    bad.events = {t.d.said_by(t.who, "lost", "k9"), t.d.said_by(t.who, "taken before", "k1")};
    CHECK_THROWS_AS(t.d.store->commit(bad), store_error);
    batch_changes good;
    good.events = {t.d.said_by(t.neighbour, "in between", "k10"), t.d.said_by(t.who, "after it", "k11")};
    t.d.store->commit(good);
    batch_changes c;
    c.forget = {t.who};
    t.d.store->commit(c);
    CHECK_FALSE(holds(t.all_bytes(), secret));
    CHECK_FALSE(holds(t.all_bytes(), "after it"));
    CHECK(holds(t.all_bytes(), "in between"));
}

TEST_CASE("a reader in the way delays the emptying of the log, and only that", "[forget]") {
    told_store t;
    connection raw(t.d.options.database, connection::mode::read);
    raw.begin_read();
    statement(raw, "SELECT count(*) FROM message").query().next();
    batch_changes c;
    c.forget = {t.who};
    t.d.store->commit(c);
    CHECK(holds(t.all_bytes(), secret));
    raw.commit();
    t.d.store->prune(noon);
    CHECK_FALSE(holds(t.all_bytes(), secret));
}

TEST_CASE("many people, some forgotten: no page keeps their words", "[forget]") {
    database d;
    std::vector<person_id> people;
    const auto words_of = [](int i) { return "words-of-person-" + std::to_string(i) + "-" + std::string(40, 'x'); };
    for (int i = 0; i < 120; ++i) people.push_back(d.person("tg", std::to_string(5000 + i)));
    for (int round = 0; round < 20; ++round) {
        batch_changes c;
        for (int i = 0; i < 120; ++i) {
            const auto who = people[static_cast<std::size_t>(i)];
            c.events.push_back(d.said_by(who, words_of(i), std::to_string(round * 1000 + i)));
            conversation talk;
            talk.id = who;
            talk.version = round;
            talk.drafts.resize(1);
            talk.drafts[0].words = std::vector<std::string>(static_cast<std::size_t>(round % 7), words_of(i));
            c.conversations.push_back({talk, noon + std::chrono::minutes{i * round}, round % 2 == 0});
        }
        d.store->commit(c);
    }
    batch_changes c;
    for (int i = 0; i < 120; i += 3) c.forget.push_back(people[static_cast<std::size_t>(i)]);
    d.store->commit(c);
    const auto all = bytes_of(d.options.database) + bytes_of(d.options.database.string() + "-wal");
    for (int i = 0; i < 120; ++i) {
        INFO(i);
        CHECK(holds(all, words_of(i)) == (i % 3 != 0));
    }
    connection db(d.options.database, connection::mode::read);
    statement kept(db, "SELECT count(*) FROM conversation WHERE version>0");
    auto rows = kept.query();
    REQUIRE(rows.next());
    CHECK(rows.integer(0) == 80);
    CHECK(d.reader()->integrity() == "ok");
}
