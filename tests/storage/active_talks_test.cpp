#include "storage/active_talks.hpp"
#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;
using namespace std::chrono_literals;

namespace {

struct street : database {
    person_id talk(const std::string& chat, const std::string& asked, instant due, bool draft = true) {
        conversation c;
        c.id = person("tg", chat);
        c.armed.id = asked;
        if (draft) c.drafts.resize(1);
        batch_changes changes;
        changes.conversations.push_back({c, due, false});
        store->commit(changes);
        return c.id;
    }
    void file(int code, person_id reporter, linli::state s) {
        case_file f;
        f.code = case_code{code};
        f.state = s;
        f.intake.reporter = reporter;
        batch_changes changes;
        changes.cases.push_back({f, never, false});
        store->commit(changes);
    }
    reader::talk_counts count() { return reader()->active_talks(noon + 24h); }
};

// collecting, confirming, case_open, case_resolved
using counts = reader::talk_counts;

}  // namespace

TEST_CASE("a talk is active while a complaint is told or a case runs, and counts once", "[metrics]") {
    street s;
    CHECK(s.count() == counts{0, 0, 0, 0});
    s.talk("1", "place", noon + 1h);
    s.talk("2", "", noon + 24h);
    s.talk("3", "confirm", noon + 2h);
    s.talk("4", "solved", noon + 2h, false);  // its draft was filed; the row's due time is an old one
    CHECK(s.count() == counts{2, 1, 0, 0});
    const auto with_cases = s.person("tg", "5");
    s.file(1, with_cases, state::closed);
    CHECK(s.count() == counts{2, 1, 0, 0});
    s.file(2, with_cases, state::resolved);
    CHECK(s.count() == counts{2, 1, 0, 1});
    s.file(3, with_cases, state::waiting);
    CHECK(s.count() == counts{2, 1, 1, 0});
    s.file(4, s.talk("6", "what", noon + 3h), state::working);  // something else is being told there
    s.file(5, person_id::nobody, state::working);               // a caller without a channel
    CHECK(s.count() == counts{3, 1, 1, 0});
}

TEST_CASE("cases of an address that was joined to another belong to that talk", "[metrics]") {
    street s;
    const auto one = s.person("tg", "1");
    const auto other = s.person("web", "a");
    s.file(1, one, state::working);
    s.file(2, other, state::resolved);
    CHECK(s.count() == counts{0, 0, 1, 1});
    batch_changes c;
    c.joins.push_back({other, one});
    s.store->commit(c);
    CHECK(s.count() == counts{0, 0, 1, 0});
}

TEST_CASE("no more rows are read than a scrape has time for", "[metrics]") {
    street s;
    for (int i = 1; i <= 3; ++i) s.talk(std::to_string(i), "place", noon + 1h);
    for (int i = 4; i <= 6; ++i) s.file(i, s.person("tg", std::to_string(i)), state::working);
    connection db(s.options.database, connection::mode::read);
    CHECK(active_talks(db, 2).count(noon + 24h) == counts{2, 0, 2, 0});
    CHECK(active_talks(db).count(noon + 24h) == counts{3, 0, 3, 0});
}

// Whoever touched these rows could not read them.
TEST_CASE("people who rest and cases that are over are not read", "[metrics]") {
    street s;
    s.talk("1", "place", noon + 1h);
    s.talk("resting", "", noon + 700 * 24h, false);
    s.talk("no deadline", "", never, false);
    {
        connection raw(s.options.database, connection::mode::write);
        raw.execute("UPDATE conversation SET state='damaged' WHERE due>1764100000000");
    }
    CHECK(s.count() == counts{1, 0, 0, 0});
    CHECK_THROWS_AS(s.reader()->active_talks(never), store_error);
}
