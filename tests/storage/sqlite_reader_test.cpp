#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;
using linli::storage::testing::temporary_folder;

TEST_CASE("every message is exported once, in order, and the reader may stop", "[reader]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes c;
    for (int i = 0; i < 2500; ++i) c.events.push_back(d.said_by(who, std::to_string(i), std::to_string(i)));
    recorded press = d.said_by(who, "", "p");
    press.event.body = pressed{"take:412", "m1"};
    press.about = case_code{412};
    c.events.push_back(press);
    recorded silent = d.said_by(who, "", "s");
    silent.event.body = presence{};
    c.events.push_back(silent);
    d.store->commit(c);
    CHECK(c.events.back().event.id == 0);
    auto reader = d.reader();
    int next = 0;
    message_row last;
    reader->messages([&](const message_row& m) {
        if (next < 2500) CHECK(m.text == std::to_string(next));
        ++next;
        last = m;
        return true;
    });
    CHECK(next == 2501);
    CHECK(last.kind == "pressed");
    CHECK(last.text == "take:412");
    CHECK(last.channel == "tg");
    CHECK(last.about == case_code{412});
    CHECK(last.at == noon);
    CHECK(last.sender == std::to_string(static_cast<std::int64_t>(who)));
    int some = 0;
    reader->messages([&](const message_row&) { return ++some < 7; });
    CHECK(some == 7);
    CHECK(reader->messages_of(case_code{412}).size() == 1);
    CHECK(reader->count().messages == 2501);
}

TEST_CASE("a message that is taken again gets its case, and no second row", "[reader]") {
    database d;
    const auto who = d.person("tg", "1");
    batch_changes c;
    c.events = {d.said_by(who, "渗水", "1")};
    d.store->commit(c);
    batch_changes again;
    again.events = c.events;
    again.events[0].dedupe = {};
    again.events[0].about = case_code{412};
    d.store->commit(again);
    CHECK(d.reader()->messages_of(case_code{412}).at(0).text == "渗水");
    CHECK(d.reader()->count().messages == 1);
}

TEST_CASE("photos are shown to those whom they concern", "[reader]") {
    database d;
    const auto reporter = d.person("web", "a");
    const auto other = d.person("web", "b");
    const auto attached = [](const char* hash) {
        return std::vector<attachment>{{media_kind::photo, {hash, 1, 1}, "", ""}};
    };
    batch_changes c;
    auto r = d.said_by(reporter, "", "1", "web");
    std::get<said>(r.event.body).attachments = attached("draft");
    c.events = {r};
    case_file f;
    f.code = case_code{412};
    f.intake.reporter = reporter;
    c.cases.push_back({f, never, false});
    case_entry e;
    e.code = f.code;
    e.seq = 1;
    e.opened.resize(1);
    e.opened[0].attachments = attached("case");
    c.entries = {e};
    c.outbox = {d.message_to(other, "look")};
    c.outbox[0].message.photos = {{"shown", 1, 1}};
    d.store->commit(c);
    batch_changes later;
    e.seq = 2;
    e.opened.clear();
    e.attachments = attached("result");
    later.entries = {e};
    d.store->commit(later);
    auto reader = d.reader();
    for (const auto* hash : {"draft", "case", "result"}) {
        CHECK(reader->may_see(hash, reporter, false));
        CHECK_FALSE(reader->may_see(hash, other, false));
    }
    for (const auto* hash : {"draft", "case", "result", "shown"}) CHECK(reader->is_named(hash));
    CHECK_FALSE(reader->is_named("never sent"));
    CHECK(reader->may_see("shown", other, false));
    CHECK_FALSE(reader->may_see("shown", reporter, false));
    CHECK(reader->may_see("case", other, true));
    CHECK(reader->may_see("result", other, true));
    CHECK_FALSE(reader->may_see("draft", other, true));
    CHECK_FALSE(reader->may_see("case", person_id::nobody, false));
    CHECK_FALSE(reader->may_see("", reporter, true));
}

TEST_CASE("cases are listed, open ones oldest first", "[reader]") {
    database d;
    batch_changes c;
    for (int i = 1; i <= 5; ++i) {
        case_file f;
        f.code = case_code{i};
        f.state = i == 2 ? linli::state::closed : linli::state::working;
        c.cases.push_back({f, never, false});
    }
    d.store->commit(c);
    const auto codes = [&](bool open, std::size_t limit) {
        std::vector<int> all;
        for (const auto& f : d.reader()->cases(open, limit)) all.push_back(static_cast<int>(f.code));
        return all;
    };
    CHECK(codes(true, 10) == std::vector<int>{1, 3, 4, 5});
    CHECK(codes(true, 2) == std::vector<int>{1, 3});
    CHECK(codes(false, 10) == std::vector<int>{1, 2, 3, 4, 5});
    CHECK(codes(false, 2) == std::vector<int>{4, 5});
    CHECK_FALSE(d.reader()->find_case(case_code{9}));
}

TEST_CASE("a reader sees commits as they come, and finds persons", "[reader]") {
    database d;
    auto reader = d.reader();
    CHECK_FALSE(reader->find_person({"tg", "1"}));
    CHECK(reader->count().oldest_outbox == never);
    const auto who = d.person("tg", "1");
    CHECK(reader->find_person({"tg", "1"}) == who);
    batch_changes c;
    c.outbox = {d.message_to(who, "x")};
    d.store->commit(c);
    CHECK(reader->count().outbox == 1);
    CHECK(reader->count().oldest_outbox == noon);
    CHECK(reader->integrity() == "ok");
}

TEST_CASE("there is nothing to read before the first start", "[reader]") {
    temporary_folder folder;
    const auto r = sqlite_reader::open(folder / "linli.db", folder / "key");
    REQUIRE_FALSE(r);
    CHECK(r.error().find("linli serve") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));
}
