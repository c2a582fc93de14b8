#include "gateway/http_client.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <catch2/catch.hpp>

#include "tests/gateway/support/tiny_server.hpp"

using namespace linli;
using namespace linli::gateway;
using test::tiny_server;

namespace {

struct calls {
    asio::io_context io{1};
    http_client client{io, {}};

    adapters::http_reply send(const adapters::http_call& c, http_policy p = {}, body_sink* sink = nullptr) {
        // Not until nothing is left: an idle connection's timer still waits for a deadline that is over.
        auto reply = asio::co_spawn(io, client.send(c, p, sink), asio::use_future);
        io.restart();
        while (reply.wait_for(std::chrono::seconds{0}) != std::future_status::ready) io.run_one();
        return reply.get();
    }
    adapters::http_reply get(const std::string& url, http_policy p = {}) {
        adapters::http_call c;
        c.method = "GET";
        c.url = url;
        c.timeout_s = 1;
        return send(c, p);
    }
};

// Notes what comes, and wants so much of it.
struct noting : body_sink {
    std::string all;
    std::size_t most = std::string::npos;
    std::size_t largest = 0;

    void begin() override { all.clear(); }
    awaitable<bool> write(std::string_view piece) override {
        all += piece;
        largest = std::max(largest, piece.size());
        co_return all.size() <= most;
    }
    adapters::kept_body kept() const override { return {all.size(), "digest"}; }
};

}  // namespace

TEST_CASE("a body that is to go to disk comes in pieces, and nothing of it stands in the reply") {
    std::string content(1'000'000, 'x');
    content += "the end";
    std::string head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n";
    bool hang_up = false;
    tiny_server server([&](int fd) {
        for (auto r = server.read_request(fd); !r.empty(); r = server.read_request(fd)) {
            tiny_server::write(fd, head + content);
            if (hang_up) return;
        }
    });
    calls c;
    noting sink;
    adapters::http_call call;
    call.method = "GET";
    call.url = server.url("/file");
    call.body_limit = 2'000'000;
    call.to_disk = true;
    const auto send = [&] { return c.send(call, {}, &sink); };
    SECTION("twice on one connection") {
        for (int i = 0; i < 2; ++i) {
            const auto reply = send();
            CHECK(reply.status == 200);
            CHECK(reply.body.empty());
            REQUIRE(reply.kept);
            CHECK(reply.kept->size == content.size());
            CHECK(sink.all == content);
            CHECK(sink.largest <= 64 * 1024);
        }
        CHECK(server.connections == 1);
    }
    SECTION("in chunks") {
        head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        content = "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n";
        CHECK(send().kept);
        CHECK(sink.all == "hello, world");
    }
    SECTION("until the connection ends, and of no length") {
        head = "HTTP/1.1 200 OK\r\n\r\n";
        hang_up = true;
        CHECK(send().kept);
        CHECK(sink.all == content);
        head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        content.clear();
        REQUIRE(send().kept);
        CHECK(sink.all.empty());
    }
    SECTION("cut short") {
        head = "HTTP/1.1 200 OK\r\nContent-Length: 1500000\r\n\r\n";
        hang_up = true;
        const auto reply = send();
        CHECK(reply.status == 0);
        CHECK_FALSE(reply.kept);
    }
    SECTION("too large, as announced or as it comes") {
        call.body_limit = 500'000;
        if (GENERATE(false, true)) head = "HTTP/1.1 200 OK\r\n\r\n";
        hang_up = true;
        const auto reply = send();
        CHECK(reply.status == 0);
        CHECK(reply.body == http_too_large);
        CHECK(sink.all.size() <= call.body_limit);
    }
    SECTION("not wanted any more") {
        sink.most = 100'000;
        const auto reply = send();
        CHECK(reply.status == 200);
        CHECK(reply.body.empty());
        CHECK_FALSE(reply.kept);
        CHECK(sink.all.size() < 200'000);
        sink.most = std::string::npos;
        CHECK(send().kept);
        CHECK(server.connections == 2);
    }
    SECTION("what is no 200 is an answer like any other") {
        head = "HTTP/1.1 404 No\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n";
        const auto reply = send();
        CHECK(reply.status == 404);
        CHECK(reply.body == content);
        CHECK_FALSE(reply.kept);
    }
}

TEST_CASE("a request arrives as it was worded, and connections are used again") {
    std::vector<std::string> requests;
    tiny_server server([&](int fd) {
        for (auto r = server.read_request(fd); !r.empty(); r = server.read_request(fd)) {
            requests.push_back(r);
            tiny_server::write(fd, tiny_server::answer("ok", "X-Tell: me\r\n"));
        }
    });
    calls c;
    adapters::http_call call;
    call.url = server.url("/bot1/send?x=%20");
    call.headers = {{"Content-Type", "application/json"}};
    call.body = "{}";
    for (int i = 0; i < 5; ++i) {
        const auto reply = c.send(call);
        CHECK(reply.status == 200);
        CHECK(reply.body == "ok");
        REQUIRE(reply.headers.size() == 2);
        CHECK(reply.headers[1].value == "me");
    }
    CHECK(server.connections == 1);
    CHECK(c.client.connects == 1);
    CHECK(requests.at(0).starts_with("POST /bot1/send?x=%20 HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(requests.at(0).ends_with("Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"));
}

TEST_CASE("a connection that the server closed while idle is not used") {
    tiny_server server([&](int fd) {
        if (!server.read_request(fd).empty()) tiny_server::write(fd, tiny_server::answer("ok"));
    });
    calls c;
    CHECK(c.get(server.url()).status == 200);
    // The end of the first connection reaches us in its own time.
    for (int i = 0; i < 3; ++i) {
        const auto reply = c.get(server.url());
        if (reply.status != 200) {
            CHECK(reply.maybe_done);  // it met the very moment, and says so
        }
    }
    CHECK(server.connections >= 3);
}

TEST_CASE("failures are told apart by whether the request had left") {
    calls c;
    SECTION("nobody listens") {
        const auto reply = c.get("http://127.0.0.1:1/");
        CHECK(reply.status == 0);
        CHECK_FALSE(reply.maybe_done);
        CHECK(reply.body.find("could not connect") == 0);
    }
    SECTION("a reset instead of an answer") {
        tiny_server server([&](int fd) {
            server.read_request(fd);
            tiny_server::reset(fd);
        });
        const auto reply = c.get(server.url());
        CHECK(reply.status == 0);
        CHECK(reply.maybe_done);
    }
    SECTION("no answer in time") {
        tiny_server server([&](int fd) {
            server.read_request(fd);
            server.read_request(fd);  // until the client hangs up
        });
        const auto reply = c.get(server.url());
        CHECK(reply.status == 0);
        CHECK(reply.maybe_done);
    }
    SECTION("a body that drips for ever") {
        tiny_server server([&](int fd) {
            server.read_request(fd);
            tiny_server::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            pollfd p{fd, POLLIN, 0};
            while (!server.stopped() && ::poll(&p, 1, 50) == 0) tiny_server::write(fd, "x");
        });
        const auto began = std::chrono::steady_clock::now();
        const auto reply = c.get(server.url());
        CHECK(reply.status == 0);
        CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(3));
    }
    SECTION("half an answer") {
        tiny_server server([&](int fd) {
            server.read_request(fd);
            tiny_server::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        const auto reply = c.get(server.url());
        CHECK(reply.status == 0);
        CHECK(reply.maybe_done);
    }
    SECTION("not HTTP") {
        tiny_server server([&](int fd) {
            server.read_request(fd);
            tiny_server::write(fd, "220 smtp ready\r\n\r\n");
        });
        CHECK(c.get(server.url()).status == 0);
    }
}

TEST_CASE("an answer larger than asked for is refused, and said so") {
    tiny_server server([&](int fd) {
        server.read_request(fd);
        tiny_server::write(fd, tiny_server::answer(std::string(5000, 'x')));
    });
    calls c;
    adapters::http_call call;
    call.method = "GET";
    call.url = server.url();
    call.body_limit = 4999;
    const auto reply = c.send(call);
    CHECK(reply.status == 0);
    CHECK(reply.body == http_too_large);
    call.body_limit = 5000;
    CHECK(c.send(call).status == 200);
}

TEST_CASE("redirects are answers, not orders") {
    tiny_server server([&](int fd) {
        server.read_request(fd);
        tiny_server::write(fd, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    });
    calls c;
    CHECK(c.get(server.url()).status == 302);
}

TEST_CASE("nothing breaks out of its line, and no strange address is called") {
    calls c;
    adapters::http_call call;
    call.url = "http://127.0.0.1:1/";
    call.headers = {{"X", "a\r\nEvil: 1"}};
    CHECK(c.send(call).body == "a header of the request is malformed");
    for (const std::string url : {"ftp://a/", "http://", "http://a\r\nb/", "http://user@127.0.0.1/", "x",
                                  "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "file:///etc/passwd"})
        CHECK(url + ": " + c.get(url).body == url + ": not an address that can be called");
}

TEST_CASE("addresses inside messages do not reach into private networks") {
    tiny_server server([](int) {});
    calls c;
    CHECK(c.get(server.url(), {true}).body == http_private);
    CHECK(c.get("http://localhost:1/", {true}).body == http_private);
    CHECK(c.get("http://[::1]:1/", {true}).body == http_private);
    CHECK(server.connections == 0);
    for (const std::string bad : {"127.0.0.1",
                                  "127.9.9.9",
                                  "10.1.2.3",
                                  "172.16.0.1",
                                  "172.31.255.255",
                                  "192.168.0.1",
                                  "169.254.169.254",
                                  "0.0.0.0",
                                  "100.64.0.1",
                                  "224.0.0.1",
                                  "255.255.255.255",
                                  "::",
                                  "::1",
                                  "fc00::1",
                                  "fdff::1",
                                  "fe80::1",
                                  "ff02::1",
                                  "::ffff:10.0.0.1",
                                  "::ffff:127.0.0.1",
                                  "::127.0.0.1",
                                  "64:ff9b::a00:1",
                                  "2002:a00:1::",
                                  "not an address"})
        CHECK(is_private(bad));
    for (const std::string good : {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2001:4860:4860::8888",
                                   "::ffff:8.8.8.8", "64:ff9b::808:808"})
        CHECK_FALSE(is_private(good));
}

TEST_CASE("an answer tells what the platform's clock says", "[metrics]") {
    const std::string date = "Date: Mon, 24 Nov 2025 16:00:00 GMT\r\n";
    tiny_server server([&](int fd) {
        if (!server.read_request(fd).empty()) tiny_server::write(fd, tiny_server::answer("{}", date));
    });
    calls c;
    CHECK_FALSE(c.client.clocks().ahead(clock_watch::clock::now()));
    CHECK(c.get(server.url()).status == 200);
    const auto ahead = c.client.clocks().ahead(clock_watch::clock::now());
    REQUIRE(ahead);
    const auto there = instant{std::chrono::milliseconds{1'764'000'000'000}} + *ahead;
    const auto here = std::chrono::system_clock::now();
    CHECK(there <= here);
    CHECK(there > here - std::chrono::seconds{5});
}
