// The pure pieces of the listener: who a request is from, cookies, routes, heads, log lines.
#include <catch2/catch.hpp>

#include <boost/beast/http/fields.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "gateway/http/body_intake.hpp"
#include "gateway/http/clients.hpp"
#include "gateway/http/head.hpp"
#include "gateway/log.hpp"
#include "gateway/metrics/seldom.hpp"
#include "gateway/routes.hpp"
#include "gateway/web/language.hpp"
#include "gateway/web/names.hpp"
#include "gateway/web/token.hpp"

using namespace linli;
using namespace linli::gateway;
namespace net = boost::asio;
namespace http = boost::beast::http;

TEST_CASE("only a trusted proxy may say who a request is from") {
    const std::array<network, 1> trusted{*parse_network("127.0.0.0/8")};
    const auto ip = [](const char* text) { return net::ip::make_address(text); };
    CHECK(real_client(ip("127.0.0.1"), "203.0.113.9", trusted) == ip("203.0.113.9"));
    CHECK(real_client(ip("127.0.0.1"), "1.2.3.4, 203.0.113.9", trusted) == ip("203.0.113.9"));
    CHECK(real_client(ip("127.0.0.1"), "203.0.113.9, 127.0.0.2", trusted) == ip("203.0.113.9"));
    CHECK(real_client(ip("127.0.0.1"), "nonsense", trusted) == ip("127.0.0.1"));
    CHECK(real_client(ip("198.51.100.1"), "203.0.113.9", trusted) == ip("198.51.100.1"));
}

TEST_CASE("connections have a cap, one address a lower one, and give their place back") {
    client_shares counts(3, 2);
    const auto ip = [](const char* text) { return net::ip::make_address(text); };
    auto a = counts.enter(ip("2001:db8::1"), false);
    auto b = counts.enter(ip("2001:db8::2"), false);  // the same /64: the same household
    CHECK(a);
    CHECK(b);
    CHECK_FALSE(counts.enter(ip("2001:db8::3"), false));
    {
        auto c = counts.enter(ip("192.0.2.1"), false);
        CHECK(c);
        CHECK_FALSE(counts.enter(ip("192.0.2.2"), true));
    }
    CHECK(counts.all() == 2);
    CHECK(counts.enter(ip("192.0.2.2"), true));
}

TEST_CASE("what one client holds is weighed, and given back whole") {
    client_shares bytes(80, 32);
    const auto ip = [](const char* text) { return net::ip::make_address(text); };
    {
        auto a = bytes.enter(ip("192.0.2.1"), false, 20);
        CHECK(a);
        CHECK_FALSE(bytes.enter(ip("192.0.2.1"), false, 13));
        CHECK(bytes.enter(ip("192.0.2.1"), false, 12));
        auto b = bytes.enter(ip("192.0.2.2"), false, 32);
        auto c = bytes.enter(ip("192.0.2.3"), false, 28);
        CHECK(c);
        CHECK(bytes.all() == 80);
        CHECK_FALSE(bytes.enter(ip("192.0.2.4"), false, 1));
    }
    CHECK(bytes.all() == 0);
    CHECK_FALSE(bytes.enter(ip("192.0.2.5"), false, 33));
}

TEST_CASE("a body holds what has come beyond one read, and no more than there is room for") {
    client_shares all(80'000, 50'000);
    const auto who = net::ip::make_address("192.0.2.1");
    const body_intake::clock::time_point began{};
    {
        body_intake one(all, who, began, limit::body_least), other(all, who, began, limit::body_least);
        CHECK(one.take(limit::read_bytes, began));
        CHECK(all.all() == 0);
        CHECK(one.take(30'000, began));
        CHECK(other.take(limit::read_bytes + 15'000, began));
        CHECK(all.all() == 45'000);
        CHECK_FALSE(one.take(5'001, began));
        CHECK(all.all() == 15'000);  // a body that is refused holds nothing
        CHECK(other.take(35'000, began));
        body_intake neighbour(all, net::ip::make_address("192.0.2.2"), began, limit::body_least);
        CHECK(neighbour.take(limit::read_bytes + 30'000, began));
        CHECK_FALSE(neighbour.take(1, began));
    }
    CHECK(all.all() == 0);
}

TEST_CASE("a body has as long as a slow network needs for what has come, and a pause at most") {
    using namespace std::chrono_literals;
    client_shares all(100 << 20, 100 << 20);
    const body_intake::clock::time_point began{};
    body_intake body(all, net::ip::make_address("192.0.2.1"), began, 10s);
    CHECK(body.until() == began + 10s);
    CHECK(body.take(1, began + 9s));
    CHECK(body.until() < began + 10s + 1ms);  // a byte buys no time
    CHECK(body.take(5 * limit::body_rate, began + 9s));
    CHECK(body.until() >= began + 15s);
    CHECK(body.until() < began + 15s + 1ms);
    CHECK(body.take(8 << 20, began + 12s));
    CHECK(body.until() == began + 12s + limit::body_pause);
}

TEST_CASE("what happens often is told once a minute, with how often it was") {
    using namespace std::chrono_literals;
    seldom told;
    const auto began = seldom::clock::now();
    CHECK(told.happened(began) == 1);
    CHECK(told.happened(began + 1s) == 0);
    CHECK(told.happened(began + 59s) == 0);
    CHECK(told.happened(began + 60s) == 3);
    CHECK(told.happened(began + 61s) == 0);
}

TEST_CASE("a cookie is found by its whole name") {
    header_fields fields;
    fields.set(http::field::cookie, "a=1; linli_chat=first; xlinli_chat=no;linli_chat2=no");
    exchange x;
    x.headers = &fields;
    CHECK(x.cookie("linli_chat") == "first");
    CHECK(x.cookie("a") == "1");
    CHECK(x.cookie("linli").empty());
    CHECK(x.cookie("missing").empty());
}

TEST_CASE("a session's cookie over https is bound to this host") {
    exchange x;
    CHECK(sessions::cookie_name(x, room_kind::chat) == "linli_chat");
    x.https = true;
    CHECK(sessions::cookie_name(x, room_kind::staff) == "__Host-linli_staff");
    CHECK(sessions::ended_cookie(x, room_kind::staff) ==
          "__Host-linli_staff=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
}

TEST_CASE("tokens have 256 bits and are stored as hashes") {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto token = new_token();
        CHECK(is_token(token));
        seen.insert(token);
    }
    CHECK(seen.size() == 200);
    CHECK(token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_FALSE(is_token("short"));
    CHECK_FALSE(is_token(std::string(43, '/')));
}

TEST_CASE("routes: each path once, a wrong method names the right ones, nothing below a pattern") {
    std::set<std::pair<std::string_view, http::verb>> seen;
    for (const auto& r : public_routes()) {
        CHECK(seen.emplace(r.pattern, r.method).second);
        CHECK((r.answer == nullptr) != (r.converse == nullptr));
        // What changes something is never open to any page of the world.
        if (r.method == http::verb::post) CHECK(r.who != caller::anyone);
    }
    CHECK(find_route(public_routes(), http::verb::get, "/").what);
    CHECK(find_route(public_routes(), http::verb::head, "/staff").what);
    CHECK(find_route(public_routes(), http::verb::post, "/webhooks/tg").rest == "tg");
    CHECK(find_route(public_routes(), http::verb::delete_, "/webhooks/tg").allow == "POST, GET, HEAD");
    CHECK(find_route(public_routes(), http::verb::post, "/webhooks/sms/status").rest == "sms/status");
    for (const auto* nothing : {"/webhooks/", "/readyz", "/metrics", "/livez", "//", ""}) {
        const auto found = find_route(public_routes(), http::verb::get, nothing);
        CHECK_FALSE(found.what);
        CHECK(found.allow.empty());
    }
    CHECK(find_route(internal_routes(), http::verb::get, "/readyz").what);
}

TEST_CASE("every answer carries nosniff, a page its whole policy") {
    const auto plain_head = head_of(plain(404, "no"), true, false);
    CHECK(plain_head.starts_with("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n"));
    CHECK(plain_head.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
    CHECK(plain_head.find("Connection: close\r\n") != std::string::npos);
    CHECK(plain_head.find("Strict-Transport") == std::string::npos);
    reply page;
    page.page = true;
    const auto head = head_of(page, false, true);
    CHECK(head.find("default-src 'none'; script-src 'self'") != std::string::npos);
    CHECK(head.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(head.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
    CHECK(head.find("Referrer-Policy: no-referrer\r\n") != std::string::npos);
    page.headers.emplace_back("Referrer-Policy", "same-origin");
    const auto own = head_of(page, false, true);
    CHECK(own.find("Referrer-Policy: same-origin\r\n") != std::string::npos);
    CHECK(own.find("no-referrer") == std::string::npos);
    CHECK(is_bare_ok(reply{}));
    CHECK_FALSE(is_bare_ok(plain(200, "x")));
}

TEST_CASE("a name is trimmed and loses what deceives the eye") {
    CHECK(clean_name("  李工 ") == "李工");
    CHECK(clean_name("a\r\nb\tc") == "a b c");
    CHECK(clean_name("a\xe2\x80\xae"
                     "b\xe2\x81\xa6") == "ab");
    CHECK(clean_name(std::string(100, 'x')).size() == 40);
    CHECK(clean_name("王\xe2\x80\x8b经\xe2\x81\xa0理\xef\xbb\xbf") == "王经理");  // U+200B, U+2060, U+FEFF
    // Braille without a dot, a Hangul filler, a soft hyphen: nothing is to be seen of any.
    for (const auto* nobody :
         {"", " \n ", "\xe2\x80\x8b\xe2\x81\xa0\xef\xbb\xbf", "\xe2\xa0\x80", "\xe3\x85\xa4", "\xc2\xad", "..."})
        CHECK(clean_name(nobody).empty());
}

TEST_CASE("names that look the same are the same") {
    CHECK(look_alike("王经理", "王 经理"));
    CHECK(look_alike("Li Wei", "ｌｉ　ｗｅｉ"));
    CHECK(look_alike("Anna", "\xd0\x90nn\xd0\xb0"));  // with Cyrillic A and a
    CHECK_FALSE(look_alike("王经理", "王经理 手机"));
    CHECK_FALSE(look_alike("李工", "季工"));
}

TEST_CASE("the first of our languages that a browser names") {
    CHECK(first_language("en-GB,en;q=0.9,zh;q=0.8") == language::en);
    CHECK(first_language("fr, zh-TW;q=0.5") == language::zh);
    CHECK_FALSE(first_language("fr,de"));
    CHECK_FALSE(first_language(""));
}

TEST_CASE("a log line is one line of JSON whatever was in it, and shows no person") {
    const auto line = log_line(1'767'323'045'678, level::warning, "test",
                               {{"text", std::string_view("a\r\n\"b\"\x01 \xff 138 1234 5678 CP-0412")},
                                {"name", person{"李小明"}},
                                {"chat", group_id{"-1001234567890\n"}},
                                {"count", 13812345678},
                                {"yes", true}});
    CHECK(line.find('\n') == std::string::npos);
    const auto parsed = nlohmann::json::parse(line);
    CHECK(parsed["time"] == "2026-01-02T03:04:05.678Z");
    CHECK(parsed["level"] == "warning");
    CHECK(parsed["text"] == "a\r\n\"b\"\x01 ? 138 **** 5678 CP-0412");
    CHECK(parsed["name"] == "李*");
    CHECK(parsed["chat"] == "-1001234567890\n");  // to be copied into the configuration
    CHECK(parsed["count"] == 13812345678);
    std::string long_one;
    while (long_one.size() < 3'000) long_one += "水";
    const auto cut = log_line(0, level::info, "test", {{"text", std::string_view(long_one)}});
    CHECK(nlohmann::json::parse(cut)["text"].get<std::string>().ends_with("水??"));  // within a character
    CHECK(masked_digits("+8613812345678,room 1101") == "+861******5678,room 1101");
    CHECK(masked_digits("123456") == "123456");
}

TEST_CASE("what was logged is out before the logger is gone") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    {
        logger log(ends[1]);
        for (int i = 0; i < 100; ++i) log.info("line", {{"n", i}});
        log.write(level::debug, "not_shown");
    }
    ::close(ends[1]);
    std::string all(65'536, '\0');
    std::size_t size = 0;
    for (ssize_t n = 1; n > 0; size += static_cast<std::size_t>(std::max<ssize_t>(n, 0)))
        n = ::read(ends[0], all.data() + size, all.size() - size);
    ::close(ends[0]);
    all.resize(size);
    CHECK(std::count(all.begin(), all.end(), '\n') == 100);
    CHECK(all.find("not_shown") == std::string::npos);
}
