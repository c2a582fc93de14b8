// The web chat and the staff room over real sockets: sessions, origins, the frames, photos.
#include "tests/gateway/serving.hpp"
#include "tests/support/files.hpp"

using namespace linli;
using namespace linli::test;

TEST_CASE("a session is made once, for pages of ours only") {
    serving s;
    browser b(s);
    const auto made = b.post("/api/chat/session", R"({"language":"en"})");
    CHECK(made.json()["new"] == true);
    const auto cookie = made.header("Set-Cookie");
    CHECK(cookie.find("HttpOnly") != std::string::npos);
    CHECK(cookie.find("SameSite=Lax") != std::string::npos);
    CHECK(cookie.find("Secure") == std::string::npos);  // plain HTTP on loopback
    CHECK(b.post("/api/chat/session", R"({"language":"en"})").json()["new"] == false);

    browser stranger(s);
    stranger.say_origin("https://evil.example");
    CHECK(stranger.post("/api/chat/session", "{}").status == 403);
    stranger.say_origin("");
    CHECK(stranger.post("/api/chat/session", "{}").status == 403);
    browser plain(s);
    CHECK(plain.post("/api/chat/session", "{}", "text/plain").status == 415);
    CHECK(plain.post("/api/chat/session", "[]").status == 400);
    CHECK(plain.post("/api/chat/return-link", "{}").status == 401);
}

TEST_CASE("words are acknowledged once, answered, and there again after a reload") {
    serving s;
    browser b(s);
    open_chat(b);
    page first(b, "/ws/chat");
    CHECK(first.next("welcome")["lang"] == "en");
    CHECK(first.next_of_bot()["seq"] == 1);
    first.send(say("11111111-1111", "The lift in tower B is stuck"));
    const auto mine = first.next("row");
    CHECK(mine["from"] == "me");
    CHECK(mine["id"] == "11111111-1111");
    CHECK(first.next("delivered")["seq"] == mine["seq"]);
    const auto reply = first.next_of_bot();
    first.send(say("11111111-1111", "The lift in tower B is stuck"));
    CHECK(first.next("ack")["id"] == "11111111-1111");

    page again(b, "/ws/chat");
    const auto last = again.next("welcome")["last"].get<std::int64_t>();
    CHECK(last >= reply["seq"].get<std::int64_t>());
    for (std::int64_t seq = 1; seq <= last; ++seq) CHECK(again.next("row")["seq"] == seq);
    page resumed(b, "/ws/chat", last - 1);
    CHECK(resumed.next("row")["seq"] == last);
}

TEST_CASE("a page that asks for a language we do not speak gets the browser's") {
    serving s;
    const auto spoken = [&](const std::string& wanted) {
        browser b(s);  // which prefers English; the community speaks Chinese
        const auto made = b.post("/api/chat/session", R"({"language":")" + wanted + R"("})");
        REQUIRE(made.status == 200);
        return page(b, "/ws/chat").next("welcome")["lang"].get<std::string>();
    };
    CHECK(spoken("zh-CN") == "zh-CN");
    CHECK(spoken("zh-TW") == "zh-CN");
    CHECK(spoken("en-GB") == "en");
    CHECK(spoken("fr") == "en");
    CHECK(spoken("") == "en");
    browser b(s);
    CHECK(b.post("/api/chat/session", R"({"language":7})").status == 400);
}

TEST_CASE("who floods the chat is answered once, then told to wait, and heard in danger all the same") {
    serving s;
    browser b(s);
    open_chat(b);
    page p(b, "/ws/chat");
    p.next("welcome");
    constexpr int sent = 55;  // above the cap of one sender, below that of a socket's frames
    for (int i = 0; i < sent; ++i) p.send(say("f" + std::to_string(i), "hello"));
    p.send(say("danger", "There is a fire in building 8, flames in the stairwell"));
    const auto cut = p.next("nack");
    CHECK(cut["why"] == "too_fast");
    CHECK(cut["text"] == "That was very fast. Please wait a moment and try again.");
    for (auto row = p.next("row"); row["id"] != "danger"; row = p.next("row")) p.seen.push_back(row);
    while (p.next_of_bot()["text"].get<std::string>().find("119") == std::string::npos) {
    }
    int kept = 0, refused = 1, told = 0;
    for (const auto& f : p.seen) {
        kept += f["t"] == "row" && f["from"] == "me";
        refused += f["t"] == "nack" && f["why"] == "too_fast";
        told += f["t"] == "row" && f["text"] == "You are writing fast; all of it is kept. I answer again in a minute.";
    }
    CHECK(told == 1);
    CHECK(kept + refused == sent);
    answer language;
    for (int i = 0; i < sent && language.status != 429; ++i)
        language = b.post("/api/chat/language", R"({"language":"en"})");
    CHECK(language.status == 429);  // not 503: nothing is wrong here, and nobody else has to wait
    CHECK(language.json()["error"] == "too_fast");
}

TEST_CASE("a socket from elsewhere, without a session, with a large or a foreign frame is refused") {
    serving s;
    browser b(s);
    CHECK_THROWS(page(b, "/ws/chat"));
    open_chat(b);
    browser elsewhere = b;
    elsewhere.say_origin("https://evil.example");
    CHECK_THROWS(page(elsewhere, "/ws/chat"));
    CHECK_THROWS(page(b, "/ws/staff"));
    {
        page p(b, "/ws/chat");
        p.next("welcome");
        p.send(say("22222222-2222", std::string(70'000, 'x')));
        CHECK(p.closed() == 1009);
    }
    {
        page p(b, "/ws/chat");
        p.send_text("{\"t\":\"say\",\"id\":5}");
        CHECK(p.closed() == 1008);
    }
    page p(b, "/ws/chat");
    p.next("welcome");
    p.send(say("33333333-3333", std::string(4'001, 'x')));
    const auto nack = p.next("nack");
    CHECK(nack["why"] == "too_long");
    CHECK(nack["text"].get<std::string>().find("4,000") != std::string::npos);
    p.send(say("44444444-4444", " \xe2\x80\x8b\n\xe2\x81\xa0 "));
    CHECK(p.next("nack")["why"] == "empty");  // and the page stays
    p.send(say("55555555-5555", "The lift in tower B is stuck"));
    CHECK(p.next("row")["seq"].get<int>() > 0);
}

TEST_CASE("a photo is cleaned, belongs to who sent it, and is seen by nobody else") {
    serving s;
    browser b(s), other(s);
    open_chat(b);
    open_chat(other);
    const auto jpeg = read_source("tests/media/samples/stairwell.jpg");
    const auto taken = b.post("/api/photos", jpeg, "image/jpeg");
    REQUIRE(taken.status == 201);
    const auto hash = taken.json()["hash"].get<std::string>();
    CHECK(hash.size() == 64);
    CHECK(b.get("/photos/" + hash).header("Content-Type") == "image/jpeg");
    CHECK(b.get("/photos/" + hash + "?size=thumb").status == 200);
    CHECK(other.get("/photos/" + hash).status == 404);
    CHECK(browser(s).get("/photos/" + hash).status == 401);

    const auto refused = b.post("/api/photos", "this is no picture at all", "image/jpeg");
    CHECK(refused.status >= 400);
    CHECK(refused.json().contains("error"));
    CHECK(b.post("/api/photos", jpeg, "image/gif").status == 415);
    CHECK(b.post("/api/photos", std::string(11 << 20, 'x'), "image/jpeg").status == 413);

    page thief(other, "/ws/chat");
    thief.next("welcome");
    auto frame = say("44444444-4444", "mine");
    frame["photos"] = {hash};
    thief.send(frame);
    CHECK(thief.next("nack")["why"] == "bad_photo");
    page p(b, "/ws/chat");
    p.next("welcome");
    frame["id"] = "55555555-5555";
    p.send(frame);
    for (;;) {
        const auto row = p.next("row");
        if (row["from"] != "me") continue;
        CHECK(row["photos"][0]["hash"] == hash);
        break;
    }
}

TEST_CASE("the first sign-in makes the manager, who invites; a link works once") {
    serving s;
    REQUIRE(s.staff_key().size() == 43);
    browser manager(s);
    CHECK(manager.get("/api/staff/me").status == 401);
    const auto body = nlohmann::json{{"key", s.staff_key()}, {"name", " 王经理 "}}.dump();
    const auto in = manager.post("/api/staff/sign-in", body);
    REQUIRE(in.status == 200);
    CHECK(in.json()["role"] == "manager");
    CHECK(manager.get("/api/staff/me").json()["name"] == "王经理");
    CHECK(manager.get("/api/staff/me").json()["room"] == true);
    browser late(s);
    CHECK(late.post("/api/staff/sign-in", body).json()["error"] == "used");
    CHECK(late.post("/api/staff/sign-in", R"({"key":"x","name":"A"})").json()["error"] == "unknown");

    const auto link = manager.post("/api/staff/invite", R"({"role":"engineer"})").json()["url"].get<std::string>();
    REQUIRE(link.starts_with(s.origin() + "/staff?key="));
    CHECK(manager.post("/api/staff/invite", R"({"role":"resident"})").status == 400);
    browser engineer(s);
    const auto key = link.substr(link.size() - 43);
    REQUIRE(engineer.post("/api/staff/sign-in", nlohmann::json{{"key", key}, {"name", "Li"}}.dump()).status == 200);
    CHECK(engineer.post("/api/staff/invite", R"({"role":"manager"})").status == 403);
    CHECK(engineer.post("/api/staff/sign-out", "{}").status == 200);
    CHECK(engineer.get("/api/staff/me").status == 401);
}

TEST_CASE("a member's name is there to be read, and nobody else's") {
    serving s;
    browser manager(s);
    const auto sign_in = [](browser& who, const std::string& key, const std::string& name) {
        return who.post("/api/staff/sign-in", nlohmann::json{{"key", key}, {"name", name}}.dump());
    };
    CHECK(sign_in(manager, s.staff_key(), "\xe2\x80\x8b\xe2\x81\xa0").json()["error"] == "name_missing");
    REQUIRE(sign_in(manager, s.staff_key(), "Wang").status == 200);
    const auto link = manager.post("/api/staff/invite", R"({"role":"engineer"})").json()["url"].get<std::string>();
    const auto key = link.substr(link.size() - 43);
    browser engineer(s);
    const auto refused = sign_in(engineer, key, "\xe2\x80\x8bwa ng");
    CHECK(refused.status == 409);
    CHECK(refused.json()["error"] == "name_taken");
    CHECK(refused.json()["text"].get<std::string>().find("tells you apart") != std::string::npos);
    CHECK(sign_in(engineer, "x", "Wang").json()["error"] == "unknown");     // a stranger learns no names
    CHECK(sign_in(engineer, key, "Wang from the plumbers").status == 200);  // the link was not used up
}

TEST_CASE("who signs out has no say any more on a page that is still open") {
    serving s;
    browser manager(s), resident(s);
    manager.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Li"}}.dump());
    page room(manager, "/ws/staff");
    room.next("welcome");
    open_chat(resident);
    page chat(resident, "/ws/chat");
    chat.next("welcome");
    REQUIRE(manager.post("/api/staff/sign-out", "{}").status == 200);
    room.send(say("88888888-8888", "/help"));
    CHECK(room.closed() == 4001);
    chat.send(say("99999999-9999", "hello"));
    CHECK(chat.next("row")["seq"].get<int>() > 0);  // others stay
}

TEST_CASE("whoever the manager removes is out of the staff room at once") {
    serving s;
    browser manager(s), engineer(s);
    manager.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Wang"}}.dump());
    const auto link = manager.post("/api/staff/invite", R"({"role":"engineer"})").json()["url"].get<std::string>();
    const auto key = link.substr(link.size() - 43);
    REQUIRE(engineer.post("/api/staff/sign-in", nlohmann::json{{"key", key}, {"name", "Zhao"}}.dump()).status == 200);
    page theirs(engineer, "/ws/staff"), own(manager, "/ws/staff");
    theirs.next("welcome");
    own.next("welcome");
    theirs.send(say("77777777-7770", "/remove Wang"));
    own.send(say("77777777-7771", "/remove Wang"));
    theirs.next("delivered");  // neither of them moved anything
    own.next("delivered");
    CHECK(engineer.get("/api/staff/me").status == 200);
    CHECK(manager.get("/api/staff/me").status == 200);
    own.send(say("77777777-7772", "/remove Zhao"));
    CHECK(theirs.closed() == 4001);
    CHECK(engineer.get("/api/staff/me").status == 401);
    CHECK(manager.get("/api/staff/me").status == 200);
}

TEST_CASE("a complaint reaches the staff room, and a reply to its card the resident") {
    serving s;
    browser staff(s), resident(s);
    staff.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Li"}}.dump());
    page room(staff, "/ws/staff");
    room.next("welcome");
    open_chat(resident);
    page chat(resident, "/ws/chat");
    chat.next("welcome");
    // Life safety opens the case at once, whatever else is still to be asked.
    chat.send(say("66666666-6666", "Smell of gas in building 3 unit 2 flat 1101"));
    nlohmann::json card;
    do card = room.next("row");
    while (!card.contains("case"));
    const auto code = card["case"].get<std::string>();
    const auto list = staff.get("/api/staff/cases").json();
    REQUIRE(list.size() == 1);
    CHECK(list[0]["code"] == code);
    CHECK(list[0]["priority"] == "P0");
    CHECK(staff.get("/api/staff/cases/" + code).json()["timeline"].size() >= 1);
    CHECK(resident.get("/api/staff/cases").status == 401);

    auto reply = say("77777777-7777", "On my way, please leave the flat");
    reply["reply_to"] = card["seq"];
    room.send(reply);
    for (;;) {
        const auto row = chat.next("row");
        if (row["text"].get<std::string>().find("On my way") != std::string::npos) break;
    }
}

TEST_CASE("a return link works once on another device; forgetting ends the session") {
    serving s;
    browser b(s), phone(s);
    open_chat(b);
    const auto url = b.post("/api/chat/return-link", "{}").json()["url"].get<std::string>();
    const auto path = url.substr(s.origin().size());
    const auto shown = phone.get(path);  // as often as a preview likes
    CHECK(phone.get(path).status == 200);
    CHECK(shown.status == 200);
    CHECK(shown.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(shown.header("Set-Cookie").empty());
    CHECK(shown.header("Referrer-Policy") == "same-origin");
    CHECK(shown.body.find("<form method=\"post\">") != std::string::npos);
    const auto back = phone.post(path, "", "application/x-www-form-urlencoded");
    CHECK(back.status == 303);
    CHECK(back.header("Location") == "/");
    CHECK(phone.post("/api/chat/return-link", "{}").status == 200);
    CHECK(browser(s).get(path).status == 410);
    CHECK(browser(s).post(path, "").status == 410);
    {
        page p(b, "/ws/chat");
        p.next("welcome");
    }
    CHECK(b.post("/api/chat/forget", "{}").status == 200);
    CHECK(phone.post("/api/chat/return-link", "{}").status == 401);
}

TEST_CASE("a return link puts nobody into another conversation unasked") {
    serving s;
    browser maker(s), visitor(s);
    open_chat(maker);
    open_chat(visitor);
    const auto url = maker.post("/api/chat/return-link", "{}").json()["url"].get<std::string>();
    const auto path = url.substr(s.origin().size());
    const auto shown = visitor.get(path);
    CHECK(shown.header("Set-Cookie").empty());
    CHECK(shown.body.find("This one will be shown instead") != std::string::npos);
    CHECK(shown.body.find("<a class=\"plain\" href=\"/\">") != std::string::npos);
    CHECK(browser(s).get(path).body.find("instead") == std::string::npos);  // nothing is open there
    for (const auto* elsewhere : {"https://evil.example", "null", ""}) {
        browser lured = visitor;
        lured.say_origin(elsewhere);
        const auto refused = lured.post(path, "", "application/x-www-form-urlencoded");
        CHECK(refused.status == 403);
        CHECK(refused.header("Set-Cookie").empty());
    }
    // Its maker is there already, and the link stays good for the other device.
    CHECK(maker.get(path).header("Location") == "/");
    CHECK(visitor.post(path, "", "application/x-www-form-urlencoded").header("Set-Cookie").starts_with("linli_chat="));
    const auto key = s.staff_key();
    CHECK(visitor.get("/r/" + key).status == 410);  // a link for staff is none for residents
    CHECK(visitor.get("/r/x").status == 410);
}

TEST_CASE("forgetting closes every page of the session, and nobody else's") {
    serving s;
    browser b(s), neighbour(s);
    open_chat(b);
    open_chat(neighbour);
    page first(b, "/ws/chat"), second(b, "/ws/chat"), other(neighbour, "/ws/chat");
    for (auto* p : {&first, &second, &other}) p->next("welcome");
    REQUIRE(b.post("/api/chat/forget", "{}").status == 200);
    second.send(say("88888888-8888", "Smell of gas in building 3 unit 2 flat 1101"));
    CHECK(second.closed() == 4001);
    CHECK(first.closed() == 4001);
    other.send(say("99999999-9999", "The street lamp in front of building 3 is broken"));
    CHECK(other.next("row")["seq"].get<int>() > 0);
    CHECK_THROWS(page(b, "/ws/chat"));
    browser staff(s);
    staff.post("/api/staff/sign-in", nlohmann::json{{"key", s.staff_key()}, {"name", "Li"}}.dump());
    CHECK(staff.get("/api/staff/cases").json().empty());
}

TEST_CASE("a stop tells the pages to come back") {
    auto s = std::make_unique<serving>();
    browser b(*s);
    open_chat(b);
    page p(b, "/ws/chat");
    p.next("welcome");
    std::thread stopping([&] { s.reset(); });
    CHECK(p.next("bye")["why"] == "restart");
    CHECK(p.closed() == 1012);
    stopping.join();
}
