// A complaint over real sockets, from the chat page to the staff page: what is read together, and who reads it.
#include "tests/gateway/serving.hpp"

using namespace linli;
using namespace linli::test;

TEST_CASE("words of two messages are read as if they had been one") {
    serving s;
    browser b(s);
    open_chat(b);
    page p(b, "/ws/chat");
    p.next_of_bot();
    p.send(say("11111111-1110", "lift"));
    p.next_of_bot();
    p.send(say("11111111-1112", "it is stuck"));
    for (int i = 0; i < 3; ++i)
        if (p.next_of_bot()["text"].get<std::string>().find("CP-") != std::string::npos) break;
    browser manager(s);
    manager.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Wang"}}.dump());
    const auto list = manager.get("/api/staff/cases").json();
    REQUIRE(list.size() == 1);
    CHECK(list[0]["category"] == "elevator.trapped");
}

TEST_CASE(
    "a complaint of a colleague is open on the staff page to the manager, and has neither words nor dossier for "
    "others") {
    serving s;
    browser manager(s), engineer(s), resident(s);
    manager.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Wang"}}.dump());
    const auto link = manager.post("/api/staff/invite", R"({"role":"engineer"})").json()["url"].get<std::string>();
    const auto key = link.substr(link.size() - 43);
    REQUIRE(engineer.post("/api/staff/sign-in", nlohmann::json{{"key", key}, {"name", "Zhao"}}.dump()).status == 200);
    page own(manager, "/ws/staff"), theirs(engineer, "/ws/staff");
    own.next("welcome");
    theirs.next("welcome");
    open_chat(resident);
    page chat(resident, "/ws/chat");
    chat.next("welcome");
    chat.next_of_bot();
    chat.send(say("66666666-6600", "I want to complain about Zhao, he was rude and took 200 yuan from me"));
    auto asked = chat.next_of_bot();
    for (int i = 1; i < 6 && asked["text"].get<std::string>().find("CP-") == std::string::npos; ++i) {
        chat.send(say("66666666-660" + std::to_string(i), "1"));  // skipped, skipped, filed
        asked = chat.next_of_bot();
    }
    const auto list = manager.get("/api/staff/cases").json();
    REQUIRE(list.size() == 1);
    const auto code = list[0]["code"].get<std::string>();
    const auto detail = "/api/staff/cases/" + code, dossier = "/staff/cases/" + code + "/dossier";
    CHECK(list[0]["summary"].get<std::string>().find("200 yuan") != std::string::npos);
    CHECK(manager.get(detail).body.find("200 yuan") != std::string::npos);
    const auto read = manager.get(dossier);
    CHECK(read.status == 200);
    CHECK(read.body.find("200 yuan") != std::string::npos);

    for (const auto& target : {std::string("/api/staff/cases"), detail, dossier}) {
        const auto shown = engineer.get(target);
        INFO(target << ": " << shown.body);
        CHECK(shown.body.find("200 yuan") == std::string::npos);
        CHECK(shown.status == (target == dossier ? 404 : 200));
    }
    CHECK(engineer.get(detail).json()["summary"] == "***");
    CHECK(resident.get(dossier).status != 200);
}
