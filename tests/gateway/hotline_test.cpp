// A call typed in, its photo link, and the dossier, over real sockets.
#include "tests/gateway/serving.hpp"
#include "tests/support/files.hpp"

using namespace linli;
using namespace linli::test;

namespace {

// The room of a manager who has just come in.
struct staff_room {
    browser staff;
    std::optional<page> room;
    int said = 0;

    explicit staff_room(const serving& s) : staff(s) {
        REQUIRE(
            staff.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Li"}}.dump()).status ==
            200);
        room.emplace(staff, "/ws/staff");
        room->next("welcome");
    }
    void write(const std::string& text) {
        const auto n = std::to_string(++said);
        room->send(say("00000000-000" + n, text));
    }
    // The words behind `before` in the next message of ours that holds it, up to a space.
    std::string told(const std::string& before) {
        for (;;) {
            const auto text = room->next_of_bot()["text"].get<std::string>();
            const auto at = text.find(before);
            if (at == std::string::npos) continue;
            const auto end = text.find_first_of(" \n", at);
            return text.substr(at, end == std::string::npos ? end : end - at);
        }
    }
};

std::string path_of(const std::string& url) { return url.substr(url.find('/', url.find("//") + 2)); }

}  // namespace

TEST_CASE("no link that only this machine can open is given out for a call", "[hotline]") {
    serving s;
    staff_room desk(s);
    desk.write("/new 13800001111 3-2-1201 厨房水管漏水");
    CHECK(desk.told("CP-0001") == "CP-0001");
    desk.write("/find 灯");
    for (std::string text; text.find("灯") == std::string::npos;) {
        text = desk.room->next_of_bot()["text"].get<std::string>();
        CHECK(text.find("/r/") == std::string::npos);
    }
}

TEST_CASE("the photo link of a call works once, and what is sent there comes to its case", "[hotline]") {
    serving s("public_url = \"https://chat.example.org\"\n");
    staff_room desk(s);
    desk.write("/new 13800001111 3-2-1201 厨房水管漏水");
    const auto link = desk.told("https://");
    REQUIRE(link.starts_with("https://chat.example.org/r/"));
    browser caller(s);
    CHECK(caller.get(path_of(link)).status == 200);
    CHECK(caller.post(path_of(link), "", "application/x-www-form-urlencoded").status == 303);
    CHECK(browser(s).get(path_of(link)).status == 410);
    page chat(caller, "/ws/chat");
    CHECK(chat.next_of_bot()["text"].get<std::string>().find("CP-0001") != std::string::npos);
    const auto jpeg = read_source("tests/media/samples/stairwell.jpg");
    const auto hash = caller.post("/api/photos", jpeg, "image/jpeg").json()["hash"].get<std::string>();
    auto frame = say("88888888-8888", "");
    frame["photos"] = {hash};
    chat.send(frame);
    CHECK(chat.next_of_bot()["text"].get<std::string>().find("CP-0001") != std::string::npos);
    const auto detail = desk.staff.get("/api/staff/cases/CP-0001").json();
    REQUIRE(detail["photos"].size() == 1);
    CHECK(detail["photos"][0]["hash"] == hash);
    CHECK(desk.staff.get("/photos/" + hash).status == 200);
    CHECK(desk.staff.get("/api/staff/cases").json().size() == 1);  // the photo opened no second one
}

TEST_CASE("a dossier is for signed-in staff, and for who holds its signed link", "[hotline][dossier]") {
    serving s("public_url = \"https://chat.example.org\"\n");
    staff_room desk(s);
    desk.write("/new 13800001111 3-2-1201 <b>厨房</b>水管漏水");
    desk.write("/dossier CP-0001");
    const auto link = desk.told("https://chat.example.org/dossier/");
    const auto path = path_of(link);
    browser anyone(s);
    const auto opened = anyone.get(path);
    REQUIRE(opened.status == 200);
    CHECK(opened.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(opened.body.find("&lt;b&gt;厨房") != std::string::npos);
    CHECK(opened.body.find("<b>厨房") == std::string::npos);
    const auto policy = opened.header("Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") != std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(opened.header("Cache-Control") == "no-store");
    auto forged = path;
    forged.back() = forged.back() == '0' ? '1' : '0';
    CHECK(anyone.get(forged).status == 404);
    CHECK(anyone.get("/dossier/CP-0001").status == 404);
    const auto later = path.find("?e=") + 3;
    auto longer = path;
    longer[later] = '9';
    CHECK(anyone.get(longer).status == 404);

    const std::string here = "/staff/cases/CP-0001/dossier";
    CHECK(anyone.get(here).status == 401);
    CHECK(desk.staff.get(here).status == 200);
    CHECK(desk.staff.get(here).body.find("<html lang=\"en\">") != std::string::npos);
    CHECK(desk.staff.get(here + "?language=zh-CN").body.find("<html lang=\"zh-CN\">") != std::string::npos);
    CHECK(desk.staff.get("/staff/cases/CP-0999/dossier").status == 404);
    CHECK(desk.staff.get("/staff/cases/CP-0001/other").status == 404);
    CHECK(desk.staff.get("/staff/cases/x/y/dossier").status == 404);
}

TEST_CASE("how it was mended last time is found from the room", "[hotline][search]") {
    serving s;
    staff_room desk(s);
    desk.write("/new 13800001111 12栋电梯门关不上");
    desk.told("CP-0001");
    desk.write("/done CP-0001 换了门机皮带");
    for (std::string text; text.find("换了门机皮带") == std::string::npos;)
        text = desk.room->next_of_bot()["text"].get<std::string>();
    desk.write("/find 电梯");
    std::string answer;
    while (answer.find("🔎") == std::string::npos) answer = desk.room->next_of_bot()["text"].get<std::string>();
    CHECK(answer.find("CP-0001") != std::string::npos);
    CHECK(answer.find("换了门机皮带") != std::string::npos);
    CHECK(answer.find("13800001111") == std::string::npos);
}
