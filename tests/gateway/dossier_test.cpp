// The dossier of a case as a page and as JSON.
#include <catch2/catch.hpp>

#include "dialogs/cases/lifecycle.hpp"
#include "gateway/case_json.hpp"
#include "gateway/dossier/account.hpp"
#include "gateway/dossier/page.hpp"
#include "tests/conversations/world.hpp"

using namespace linli;
using namespace linli::gateway;

namespace {

constexpr instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{13}};
const std::string hash_a(64, 'a'), hash_b(64, 'b');

struct told_case {
    std::vector<case_entry> log;
    case_file file;

    void add(action what, const std::string& text, role as = role::engineer, const std::string& name = "李工") {
        case_entry e;
        e.code = case_code{412};
        e.seq = static_cast<int>(log.size()) + 1;
        e.at = start + std::chrono::minutes{5 * e.seq};
        e.what = what;
        e.text = text;
        e.actor_role = as;
        e.actor_name = name;
        log.push_back(e);
        linli::apply(file, e);
    }
    case_entry& last() { return log.back(); }
    void again() { file = replay(log); }
};

told_case whole(const std::string& evil = "") {
    told_case t;
    t.add(action::open, "", role::resident, "陈女士" + evil);
    intake in;
    in.reporter = person_id{7};
    in.reporter_name = "陈女士" + evil;
    in.phone = "+8613800001111";
    in.channel = "phone";
    in.taken_down_by = "王经理" + evil;
    in.category = "water.leak";
    in.priority = priority::p2;
    in.departments = {"engineering"};
    in.place = {"3", "2", "1201", evil};
    in.summary = "厨房水管漏水" + evil;
    in.words = {"厨房水管漏水，陈女士 13800001111" + evil};
    in.answers = {{"location", "水槽下面" + evil}};
    in.attachments = {{media_kind::photo, {hash_a, 800, 600}, "", ""}};
    t.last().opened = {in};
    t.add(action::take, "");
    t.add(action::words_out, "半小时到" + evil);
    t.add(action::words_out, "路上堵车" + evil);
    t.add(action::words_settled, "", role::bot, "");
    t.last().number = 1;
    t.add(action::words_settled, "carrier rejected" + evil, role::bot, "");
    t.add(action::words_in, "好的" + evil, role::resident, "陈女士" + evil);
    t.add(action::note, "软管老化" + evil);
    t.add(action::attach, "");
    t.last().attachments = {{media_kind::photo, {hash_b, 640, 480}, "", ""},
                            {media_kind::voice, {std::string(64, 'c'), 0, 0}, "录音" + evil + ".ogg", ""}};
    t.add(action::resolve, "换了软管" + evil);
    t.add(action::result_settled, "", role::bot, "");
    t.last().number = 1;
    t.add(action::confirm, "", role::resident, "陈女士");
    t.add(action::score, "", role::resident, "陈女士");
    t.last().number = 5;
    t.add(action::comment, "很快" + evil, role::resident, "陈女士");
    t.again();
    return t;
}

std::string page_of(const told_case& t, language l = language::zh) {
    dossier_options o;
    o.speaks = l;
    o.now = start + std::chrono::hours{24};
    o.source = [](const attachment& a) { return "/photos/" + a.photo.hash; };
    return dossier_page(test::product_data(), t.file, t.log, o);
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("a dossier tells everything that the record says, in both languages", "[dossier]") {
    const auto t = whole();
    const auto zh = page_of(t), en = page_of(t, language::en);
    for (const auto& page : {zh, en}) {
        for (const std::string_view part :
             {"CP-0412", "厨房水管漏水", "李工", "半小时到", "carrier rejected", "软管老化", "换了软管", "很快",
              "5 / 5", "2026-11-24 21:05", "UTC+08:00", "********1111"}) {
            INFO(part);
            CHECK(holds(page, part));
        }
        CHECK(holds(page, hash_a));
        CHECK(holds(page, hash_b));
        CHECK_FALSE(holds(page, "+8613800001111"));
    }
    CHECK(holds(zh, "<html lang=\"zh-CN\">"));
    CHECK(holds(zh, "没有送到"));
    CHECK(holds(zh, "电话·王经理代录"));
    CHECK(holds(en, "<html lang=\"en\">"));
    CHECK(holds(en, "not delivered"));
    CHECK(holds(en, "resident said"));
    CHECK_FALSE(holds(en, "没有送到"));
}

TEST_CASE("what people wrote is never markup in a dossier", "[dossier]") {
    const std::string evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' &lt; \x1b\xE2\x80\xAE";
    const auto page = page_of(whole(evil));
    CHECK_FALSE(holds(page, "<script"));
    CHECK_FALSE(holds(page, "<img src=x"));
    CHECK_FALSE(holds(page, "onerror=alert(1)>"));
    CHECK_FALSE(holds(page, "\x1b"));
    CHECK_FALSE(holds(page, "\xE2\x80\xAE"));
    CHECK(holds(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(holds(page, "&amp;lt;"));
}

TEST_CASE("a dossier names its one style in its policy, and nothing else may be loaded", "[dossier]") {
    const auto policy = dossier_policy();
    CHECK(holds(policy, "default-src 'none'"));
    CHECK(holds(policy, "style-src 'sha256-"));
    CHECK(holds(policy, "img-src 'self';"));
    CHECK_FALSE(holds(policy, "unsafe"));
    CHECK_FALSE(holds(policy, "script-src"));
    CHECK_FALSE(holds(page_of(whole()), "style=\""));
    CHECK(data_address("image/jpeg", "abc") == "data:image/jpeg;base64,YWJj");
}

TEST_CASE("messages both ways have their delivery", "[dossier]") {
    const auto t = whole();
    const auto all = messages_both_ways(t.file, t.log);
    REQUIRE(all.size() == 6);
    CHECK_FALSE(all[0].outwards);
    CHECK(all[1].how == arrival_state::delivered);
    CHECK(all[2].how == arrival_state::failed);
    CHECK(all[2].detail == "carrier rejected");
    CHECK_FALSE(all[3].outwards);
    CHECK(all[4].how == arrival_state::delivered);  // the result
    CHECK(all[5].text == "很快");
    CHECK(things_kept(t.log).size() == 3);
}

TEST_CASE("a confidential case has nobody's name, number or flat in its dossier and JSON", "[dossier]") {
    auto t = whole();
    t.log.front().opened.front().confidential = true;
    t.again();
    const auto page = page_of(t) + page_of(t, language::en) + whole_case(t.file, t.log, {}).dump();
    CHECK_FALSE(holds(page, "陈女士"));
    CHECK_FALSE(holds(page, "1111"));
    CHECK_FALSE(holds(page, "1201"));
    CHECK(holds(page, "换了软管"));
}

namespace {

constexpr person_id accused_one{21}, owner{22}, someone{23};

told_case of_colleague() {
    auto t = whole();
    auto& in = t.log.front().opened.front();
    in.accused = {accused_one};
    in.words_withheld = true;
    for (auto& e : t.log)
        if (e.what == action::take) e.actor = owner;
    t.again();
    return t;
}

// Where the accused works as that; not at all: nobody knows them here, since they joined from the group.
community staffed(std::optional<role> as = role::engineer) {
    auto c = test::product_data();
    if (as) c.members.push_back({accused_one, "李工", *as, {}});
    return c;
}

std::string on_staff_page(const told_case& t, const case_reader& reader, const community& c = staffed()) {
    const auto links = [](const attachment& a) { return "/media/" + a.photo.hash; };
    const auto at = start + std::chrono::hours{1};
    return staff_row(c, t.file, at, language::zh, reader).dump() +
           staff_detail(c, t.file, t.log, at, language::zh, links, reader).dump();
}

const std::vector<std::string> told_in_it{
    "厨房", "陈女士", "好的", "软管", "半小时到", "很快", hash_a, hash_b, std::string(64, 'c')};

}  // namespace

TEST_CASE("the staff page shows the words of a complaint of a colleague to the manager and to whoever has it",
          "[dossier]") {
    const auto t = of_colleague();
    for (const case_reader reader : {case_reader{role::engineer, accused_one}, case_reader{role::engineer, someone},
                                     case_reader{role::desk, someone}, case_reader{role::lead, person_id::nobody},
                                     case_reader{role::manager, accused_one}}) {
        CHECK_FALSE(reads_words(staffed(), t.file, reader));
        const auto page = on_staff_page(t, reader);
        for (const auto& part : told_in_it) {
            INFO(part);
            CHECK_FALSE(holds(page, part));
        }
        CHECK(holds(page, "CP-0412"));
        CHECK(holds(page, "李工"));
        CHECK(holds(page, "\"summary\":\"***\""));
        CHECK(holds(page, "\"what\":\"words_in\",\"text\":\"***\""));
    }
    for (const case_reader reader : {case_reader{role::manager, person_id::nobody}, case_reader{role::manager, someone},
                                     case_reader{role::engineer, owner}}) {
        CHECK(reads_words(staffed(), t.file, reader));
        const auto page = on_staff_page(t, reader);
        CHECK(holds(page, "厨房水管漏水"));
        CHECK(holds(page, "很快"));
        CHECK(holds(page, hash_a));
    }
}

TEST_CASE("a manager who is not known by their session reads no complaint that may be of them", "[dossier]") {
    const auto t = of_colleague();
    const case_reader unknown{role::manager, person_id::nobody};
    for (const auto& c : {staffed(role::manager), staffed(std::nullopt)}) {
        CHECK_FALSE(reads_words(c, t.file, unknown));
        const auto page = on_staff_page(t, unknown, c);
        for (const auto& part : told_in_it) CHECK_FALSE(holds(page, part));
        CHECK(reads_words(c, t.file, {role::manager, someone}));
    }
    CHECK(reads_words(staffed(role::lead), t.file, unknown));
}

TEST_CASE("any other case is shown to every member as it is", "[dossier]") {
    auto t = whole();
    t.log.front().opened.front().accused = {accused_one};  // where the group reads its words anyway
    t.again();
    CHECK(on_staff_page(t, {role::engineer, accused_one}) == on_staff_page(t, {role::manager, someone}));
    CHECK(holds(on_staff_page(t, {}), "厨房水管漏水"));
    CHECK_FALSE(holds(on_staff_page(t, {}), "***"));
}

TEST_CASE("the dossier of a complaint of a colleague has its words, and not who complains", "[dossier]") {
    const auto t = of_colleague();
    const auto page = page_of(t) + page_of(t, language::en) + whole_case(t.file, t.log, {}).dump();
    for (const std::string_view part : {"陈女士", "1111", "1201"}) CHECK_FALSE(holds(page, part));
    for (const std::string_view part : {"厨房水管漏水", "换了软管", "很快"}) CHECK(holds(page, part));
}

TEST_CASE("a case as JSON holds what its dossier holds", "[dossier]") {
    const auto t = whole();
    const auto one = whole_case(t.file, t.log, {{1, start, "sms", "7", "好的", "said", case_code{412}}});
    CHECK(one["times"]["claimed"] == "2026-11-24T13:10:00Z");
    CHECK(one["times"]["promised"].is_null());
    CHECK(one["words"].size() == 1);
    CHECK(one["timeline"].size() == t.log.size());
    CHECK(one["timeline"][0]["role"] == "resident");
    CHECK(one["told"][2]["delivery"] == "failed");
    CHECK(one["told"][3]["direction"] == "in");
    CHECK(one["kept"][1]["hash"] == hash_b);
    CHECK(one["kept"][1]["role"] == "engineer");
    CHECK(one["messages"][0]["text"] == "好的");
}
