// The limits of the listeners over a real socket.
#include "gateway/http/limits.hpp"
#include "tests/gateway/serving.hpp"

using namespace linli;
using namespace linli::test;
using namespace std::chrono_literals;

namespace {

std::string with_hook() {
    return "[channels.web]\ntype = \"web\"\n[channels.tg]\ntype = \"telegram\"\ntoken = \"1:A\"\n"
           "secret = \"hook-secret-0123456789\"\napi_url = \"http://127.0.0.1:9\"\n"
           "limits = { account = \"none\" }\n";
}

std::string first_line(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

constexpr std::size_t large_bytes = 3 << 20;  // as much as a webhook may bring
const std::string large_head =
    "POST /webhooks/tg HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + std::to_string(large_bytes) +
    "\r\n\r\n";

// Connections that sent so much of a large body and then no more.
struct stalled_bodies {
    net::io_context io;
    std::vector<net::ip::tcp::socket> all;

    stalled_bodies(const serving& s, int n, std::size_t sent) {
        for (int i = 0; i < n; ++i) {
            all.emplace_back(io).connect({net::ip::make_address("127.0.0.1"), s.port()});
            beast::error_code refused;  // may come before all of it is sent
            net::write(all.back(), net::buffer(large_head + std::string(sent, 'x')), refused);
        }
    }
    // What the first of them is told that is told anything; empty when nothing comes.
    std::string told() {
        std::array<char, 1024> some;
        for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(10ms))
            for (auto& one : all)
                if (one.available() > 0) return {some.data(), one.read_some(net::buffer(some))};
        return {};
    }
};

std::string scraped(const serving& s) {
    return raw(s.internal_port(), "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
}

}  // namespace

TEST_CASE("what is too large or no HTTP is refused, and the next request is served") {
    serving s(with_hook());
    const std::string host = "Host: 127.0.0.1\r\n";
    CHECK(first_line(raw(s.port(), "GET / HTTP/1.1\r\n" + host + "X: " + std::string(9'000, 'x') + "\r\n\r\n")) ==
          "HTTP/1.1 431 Request Header Fields Too Large");
    CHECK(first_line(raw(s.port(), "POST /webhooks/tg HTTP/1.1\r\n" + host + "Content-Length: 3145729\r\n\r\n")) ==
          "HTTP/1.1 413 Payload Too Large");
    CHECK(first_line(raw(s.port(), "POST /webhooks/tg HTTP/1.1\r\n" + host +
                                       "Transfer-Encoding: chunked\r\n\r\n300001\r\n" + std::string(0x300001, 'x') +
                                       "\r\n0\r\n\r\n")) == "HTTP/1.1 413 Payload Too Large");
    CHECK(first_line(raw(s.port(), "GET / HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello")) ==
          "HTTP/1.1 413 Payload Too Large");
    CHECK(first_line(raw(s.port(), "\x16\x03\x01\x02 no http\r\n\r\n")) == "HTTP/1.1 400 Bad Request");
    CHECK(first_line(raw(s.port(), "GET /" + std::string(3'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n")) ==
          "HTTP/1.1 414 URI Too Long");
    browser b(s);
    CHECK(b.get("/").status == 200);
    CHECK(b.get("/nothing").status == 404);
    const auto wrong_method = b.post("/staff", "");
    CHECK(wrong_method.status == 405);
    CHECK(wrong_method.header("Allow") == "GET, HEAD");
    CHECK(b.get("/").header("Content-Security-Policy").starts_with("default-src 'none'"));
}

TEST_CASE("bodies that never end do not fill the memory, and nobody else waits for them") {
    serving s(with_hook());
    const auto whole = large_head + std::string(large_bytes, 'x');
    stalled_bodies stalled(s, 11, large_bytes - 1);  // one address may hold ten of these
    const auto refused = first_line(stalled.told());
    CHECK(refused == "HTTP/1.1 429 Too Many Requests");
    CHECK(scraped(s).find("linli_bodies_refused_total{why=\"crowded\"} 1") != std::string::npos);
    CHECK(s.logged().find(R"("event":"bodies_refused","why":"crowded","route":"/webhooks/**","times":1)") !=
          std::string::npos);
    browser b(s);
    CHECK(b.get("/").status == 200);
    CHECK(b.post("/webhooks/tg", "{}").status == 401);  // a small one needs no room
    stalled.all.clear();
    std::string after = refused;
    for (int i = 0; i < 50 && after.starts_with("HTTP/1.1 429"); ++i) after = first_line(raw(s.port(), whole));
    CHECK(after == "HTTP/1.1 401 Unauthorized");  // it was read to its end again
}

TEST_CASE("what is announced and does not come takes no room from anybody") {
    serving s(with_hook());
    const stalled_bodies stalled(s, 30, 20'000);
    CHECK(first_line(raw(s.port(), large_head + std::string(large_bytes, 'x'))) == "HTTP/1.1 401 Unauthorized");
    CHECK(scraped(s).find("linli_bodies_refused_total{why=\"crowded\"} 0") != std::string::npos);
}

TEST_CASE("a body that comes by the byte is cut, however much was announced") {
    serving s(with_hook(), {5s, 5s, 250ms});
    net::io_context io;
    net::ip::tcp::socket drip(io);
    drip.connect({net::ip::make_address("127.0.0.1"), s.port()});
    net::write(drip, net::buffer(large_head));
    const auto began = std::chrono::steady_clock::now();
    beast::error_code cut;
    while (!cut && std::chrono::steady_clock::now() - began < 8s) {
        net::write(drip, net::buffer("x", 1), cut);
        std::this_thread::sleep_for(20ms);
    }
    CHECK(std::chrono::steady_clock::now() - began < 4s);
    CHECK(scraped(s).find("linli_bodies_refused_total{why=\"slow\"} 1") != std::string::npos);
    CHECK(s.logged().find(R"("event":"bodies_refused","why":"slow")") != std::string::npos);
}

TEST_CASE("who calls a channel that is not there, or may not call it, is refused before the body comes") {
    serving s(with_hook() + "sources = [\"10.0.0.0/8\"]\n");
    const auto answered = [&](const std::string& path) {
        const auto answer = raw(s.port(),
                                "POST /webhooks/" + path +
                                    " HTTP/1.1\r\nHost: a\r\n"
                                    "Content-Length: 3000000\r\n\r\n{\"half\":",
                                4s);
        CHECK(answer.find("Connection: close") != std::string::npos);
        return first_line(answer);
    };
    CHECK(answered("unknown") == "HTTP/1.1 404 Not Found");
    CHECK(answered("unknown/more") == "HTTP/1.1 404 Not Found");
    CHECK(answered("web") == "HTTP/1.1 404 Not Found");  // it has no webhook
    CHECK(answered("tg") == "HTTP/1.1 403 Forbidden");
}

TEST_CASE("a group that lets the bot in is named in the log, whole, unless it is the one we have") {
    serving s(with_hook() + "[staff]\ngroup = { channel = \"tg\", chat = \"-1001234567890\" }\n");
    const auto let_in = [&](int update, const std::string& chat) {
        const std::string body =
            R"({"update_id":)" + std::to_string(update) + R"(,"my_chat_member":{"chat":{"id":)" + chat +
            R"(,"type":"supergroup","title":"Staff"},)"
            R"("from":{"id":13812345678,"is_bot":false,"first_name":"Li"},"date":1767323045,)"
            R"("old_chat_member":{"status":"left"},"new_chat_member":{"status":"member","user":{"id":1,"is_bot":true}}}})";
        CHECK(first_line(raw(s.port(),
                             "POST /webhooks/tg HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                             "X-Telegram-Bot-Api-Secret-Token: hook-secret-0123456789\r\nContent-Length: " +
                                 std::to_string(body.size()) + "\r\n\r\n" + body)) == "HTTP/1.1 200 OK");
    };
    let_in(1, "-1001234567890");
    let_in(2, "-1009876543210");
    const auto log = s.logged();
    CHECK(log.find(R"("event":"group_joined","channel":"tg","chat":"-1009876543210")") != std::string::npos);
    CHECK(log.find("-1001234567890") == std::string::npos);
    CHECK(log.find("13812345678") == std::string::npos);  // who did it is nobody's business
}

TEST_CASE("a slow header, a slow body and an idle connection are cut") {
    serving s(with_hook(), {300ms, 200ms, 250ms});
    const auto cut_within = [&](const std::string& bytes) {
        const auto began = std::chrono::steady_clock::now();
        raw(s.port(), bytes, 8s);
        return std::chrono::steady_clock::now() - began;
    };
    CHECK(cut_within("") < 4s);
    CHECK(cut_within("GET / HTTP/1.1\r\nHost: a") < 4s);
    CHECK(cut_within("POST /webhooks/tg HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhal") < 4s);
    const auto kept = raw(s.port(), "GET /staff HTTP/1.1\r\nHost: a\r\n\r\nGET /staff HTTP/1.1\r\nHost: a\r\n\r\n", 8s);
    CHECK(kept.find("HTTP/1.1 200", 20) != std::string::npos);  // two requests on one connection
}

TEST_CASE("the internal listener has health and metrics, the public one has not") {
    serving s(with_hook());
    const auto get = [&](std::uint16_t port, const std::string& path) {
        return raw(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    };
    CHECK(first_line(get(s.internal_port(), "/livez")) == "HTTP/1.1 200 OK");
    CHECK(get(s.internal_port(), "/readyz").find("ready\n") != std::string::npos);
    const auto metrics = get(s.internal_port(), "/metrics");
    for (const auto* name : {"linli_inbound_messages_total{adapter=\"tg\"", "linli_inbound_ack_seconds_bucket",
                             "linli_websocket_connections 0", "linli_signature_failures_total", "linli_build_info"})
        CHECK(metrics.find(name) != std::string::npos);
    CHECK(first_line(get(s.port(), "/metrics")) == "HTTP/1.1 404 Not Found");
}

TEST_CASE("a webhook without its secret changes nothing and is counted") {
    serving s(with_hook());
    const std::string update = R"({"update_id":1,"message":{"message_id":1,"date":1767323045,)"
                               R"("chat":{"id":7,"type":"private"},"from":{"id":7,"is_bot":false,"first_name":"A"},)"
                               R"("text":"hello"}})";
    const auto post = [&](const std::string& secret, const std::string& body) {
        return first_line(raw(s.port(),
                              "POST /webhooks/tg HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                              "Content-Type: application/json\r\n" +
                                  secret + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
    };
    const std::string good = "X-Telegram-Bot-Api-Secret-Token: hook-secret-0123456789\r\n";
    CHECK(post("", update) == "HTTP/1.1 401 Unauthorized");
    CHECK(post("X-Telegram-Bot-Api-Secret-Token: wrong\r\n", update) == "HTTP/1.1 401 Unauthorized");
    CHECK(post(good, update) == "HTTP/1.1 200 OK");
    CHECK(post(good, update) == "HTTP/1.1 200 OK");  // a redelivery
    const auto metrics = raw(s.internal_port(), "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(metrics.find("linli_signature_failures_total{adapter=\"tg\"} 2") != std::string::npos);
    CHECK(metrics.find("linli_duplicates_dropped_total{adapter=\"tg\"} 1") != std::string::npos);
    CHECK(post(good, update.substr(0, 40)).starts_with("HTTP/1.1 4"));
    CHECK(first_line(raw(s.port(),
                         "POST /webhooks/web HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                         "Connection: close\r\n\r\n")) == "HTTP/1.1 404 Not Found");
}
