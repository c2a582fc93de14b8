#include "storage/told_before.hpp"

#include "storage/tracing.hpp"
#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using linli::storage::testing::database;
using linli::storage::testing::noon;
using std::chrono::minutes;

namespace {

constexpr case_code first{412}, second{413};

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
    void keep(std::vector<recorded> said, std::vector<case_file> filed = {}) {
        batch_changes c;
        c.events = std::move(said);
        c.conversations = {{talk, never, false}};
        for (auto& f : filed) c.cases.push_back({std::move(f), never, false});
        store->commit(c);
        ++talk.version;
    }
    case_file file(case_code code, instant since, instant at) const {
        case_file f;
        f.code = code;
        f.created_at = at;
        f.intake.reporter = who;
        f.intake.told_since = since;
        return f;
    }
    std::string of(case_code code) {
        std::string all;
        for (const auto& m : reader()->messages_of(code)) all += m.text + (m.about == code ? "|" : "?");
        return all;
    }
    std::string exported() {
        std::string all;
        reader()->messages([&](const message_row& m) {
            all += m.text + " " + std::to_string(static_cast<std::int64_t>(m.about)) + "|";
            return true;
        });
        return all;
    }
};

}  // namespace

TEST_CASE("what was said until it was filed belongs to the case, and nothing before", "[told]") {
    talking t;
    t.keep({t.says("你好", noon)});
    t.keep({t.says("厨房漏水", noon + minutes{1})});
    t.keep({t.says("3栋1201", noon + minutes{2})});
    t.keep({t.says("1", noon + minutes{3}, first)}, {t.file(first, noon + minutes{1}, noon + minutes{3})});
    t.keep({t.says("谢谢", noon + minutes{4})});
    CHECK(t.of(first) == "厨房漏水|3栋1201|1|");
    CHECK(t.exported() == "你好 0|厨房漏水 412|3栋1201 412|1 412|谢谢 0|");
    auto record = *tracing::open(t.options.database, t.options.key_file);
    CHECK(record->messages_of(first, 10) == std::vector<std::int64_t>{2, 3, 4});
    CHECK(record->messages_of(first, 1) == std::vector<std::int64_t>{2});
}

TEST_CASE("a draft that a deadline files has no message that filed it", "[told]") {
    talking t;
    t.keep({t.says("1", noon, first)}, {t.file(first, noon, noon)});
    t.keep({t.says("还有路灯不亮", noon + minutes{1})});
    t.keep({}, {t.file(second, noon + minutes{1}, noon + minutes{90})});
    CHECK(t.of(first) == "1|");
    CHECK(t.of(second) == "还有路灯不亮|");
}

TEST_CASE("a call that staff typed in takes nothing of what its resident says", "[told]") {
    talking t;
    t.keep({t.says("厨房漏水", noon)}, {t.file(first, {}, noon)});
    CHECK(t.of(first).empty());
}
