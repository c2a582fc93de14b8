#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;

namespace {

using std::chrono::minutes;

struct talking : database {
    person_id who = person("tg", "1");
    conversation talk;
    int key = 0;

    talking() { talk.id = who; }

    recorded says(const std::string& text, instant at, case_code about = {}) {
        auto r = said_by(who, text, std::to_string(++key), "tg", about);
        r.event.at = at;
        return r;
    }
    void keep(batch_changes& c) {
        c.conversations = {{talk, never, false}};
        store->commit(c);
        ++talk.version;
    }
    void drafts(instant since) {
        talk.drafts.resize(1);
        talk.drafts.front().started = since;
    }
    void files(batch_changes& c, case_code code) {
        talk.drafts.clear();
        talk.cases.push_back({code, "", noon, {}});
        case_entry e;
        e.code = code;
        e.seq = 1;
        e.what = action::open;
        e.opened.resize(1);
        e.opened.front().reporter = who;
        c.entries.push_back(e);
        case_file f;
        f.code = code;
        f.intake.reporter = who;
        c.cases.push_back({f, never, false});
    }
    std::string of(case_code code) {
        std::string all;
        for (const auto& m : reader()->messages_of(code)) all += m.text + "|";
        return all;
    }
};

constexpr case_code first{412}, second{413};

}  // namespace

TEST_CASE("what was said until it was filed belongs to the case, and nothing before", "[told]") {
    talking t;
    batch_changes a, b, c, d;
    a.events = {t.says("你好", noon)};
    t.keep(a);
    b.events = {t.says("厨房漏水", noon + minutes{1})};
    t.drafts(noon + minutes{1});
    t.keep(b);
    c.events = {t.says("3栋1201", noon + minutes{2})};
    t.keep(c);
    d.events = {t.says("1", noon + minutes{3}, first)};
    t.files(d, first);
    t.keep(d);
    CHECK(t.of(first) == "厨房漏水|3栋1201|1|");
}

TEST_CASE("a draft that begins and is filed in one batch, and one that a deadline files", "[told]") {
    talking t;
    batch_changes a, b, c;
    a.events = {t.says("厨房漏水", noon), t.says("1", noon, first), t.says("还有路灯不亮", noon)};
    t.files(a, first);
    t.drafts(noon);
    t.keep(a);
    CHECK(t.of(first) == "厨房漏水|1|");
    b.events = {t.says("8栋楼下", noon + minutes{1})};
    t.keep(b);
    t.files(c, second);
    t.keep(c);
    CHECK(t.of(first) == "厨房漏水|1|");
    CHECK(t.of(second) == "还有路灯不亮|8栋楼下|");
}

TEST_CASE("a call that staff typed in takes nothing of what its resident says", "[told]") {
    talking t;
    batch_changes a, b;
    a.events = {t.says("厨房漏水", noon)};
    t.drafts(noon);
    t.keep(a);
    t.files(b, first);
    b.entries.front().opened.front().taken_down_by = "王经理";
    t.keep(b);
    CHECK(t.of(first).empty());
}
