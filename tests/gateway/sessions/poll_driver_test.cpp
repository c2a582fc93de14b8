#include "gateway/sessions/poll_driver.hpp"
#include "gateway/data/data_files.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>
#include <thread>

#include "gateway/sessions/set_up.hpp"
#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"
#include "tests/gateway/support/tiny_server.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;
using test::tiny_server;

namespace {

// A platform that answers every poll with the next number; the session brings it as a message.
class counting_session : public adapters::poll_session {
public:
    counting_session(std::string url, std::string state) : url_(std::move(url)), confirmed_(std::move(state)) {}
    adapters::http_call poll() override {
        adapters::http_call c;
        c.url = url_ + "?offset=" + confirmed_;
        c.timeout_s = 5;
        return c;
    }
    fed feed(const adapters::http_reply& r) override {
        fed out;
        if (r.status != 200) {
            out.trouble = "status " + std::to_string(r.status);
            return out;
        }
        if (r.body.empty()) return out;
        pending_ = r.body;
        adapters::inbound in;
        in.key = r.body;
        in.chat = in.sender = "7";
        said s;
        s.text = "n" + r.body;
        in.body = s;
        out.events.push_back(std::move(in));
        return out;
    }
    std::string state() const override { return pending_; }
    void committed() override { confirmed_ = pending_; }

private:
    std::string url_, confirmed_, pending_;
};

struct polled {
    test::memory_store store;
    community c;
    channels known;
    test::fake_adapter& tg;
    taxonomy nothing;
    receiving hear{std::make_shared<reader>(nothing, gateway::embedded_model()), language::zh};
    std::unique_ptr<turns> loop;
    asio::io_context io{1};
    landing land{io.get_executor()};
    http_client http{io, {}};
    std::thread thread;

    polled() : tg(test::add_channel(known, "tg")) {
        turn_seams seams;
        seams.turn = [](const auto&, const auto&, const auto&, const auto&) -> turn_result { return decision{}; };
        loop = std::make_unique<turns>(store, c, known, turn_listeners{}, turns::limits{}, seams);
        loop->start();
    }
    ~polled() {
        loop->stop();
        io.stop();
        if (thread.joinable()) thread.join();
    }
    void go() {
        thread = std::thread([this] {
            auto guard = asio::make_work_guard(io);
            io.run();
        });
    }
    template <class P>
    bool until(P p) {
        const auto give_up = std::chrono::steady_clock::now() + 10s;
        while (std::chrono::steady_clock::now() < give_up) {
            std::promise<bool> yes;
            loop->run([&](storage::store&) { yes.set_value(p()); });
            if (yes.get_future().get()) return true;
            std::this_thread::yield();
        }
        return false;
    }
};

}  // namespace

TEST_CASE("a poll is confirmed only after its events are on disk") {
    polled p;
    std::mutex m;
    std::vector<std::string> offsets;
    std::vector<std::size_t> events_then;
    tiny_server server([&](int fd) {
        int n = 0;
        for (auto r = server.read_request(fd); !r.empty(); r = server.read_request(fd)) {
            std::promise<std::size_t> have;
            p.loop->run([&](storage::store&) { have.set_value(p.store.events.size()); });
            {
                std::lock_guard lock(m);
                offsets.push_back(r.substr(r.find("offset=") + 7, r.find(" HTTP") - r.find("offset=") - 7));
                events_then.push_back(have.get_future().get());
            }
            tiny_server::write(fd, tiny_server::answer(++n <= 3 ? std::to_string(n) : ""));
            if (n > 5) return;
        }
    });
    p.tg.on_polling = [&](const std::string& state) { return std::make_unique<counting_session>(server.url(), state); };
    p.store.settings["poll.tg"] = "0";
    poll_driver d(*p.known.find("tg"), {p.io, p.known, p.http, p.hear, *p.loop, p.land, {}, 1ms});
    d.start();
    p.go();
    REQUIRE(p.until([&] { return p.store.settings["poll.tg"] == "3"; }));
    asio::post(p.io, [&] { d.stop(); });
    std::lock_guard lock(m);
    REQUIRE(offsets.size() >= 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(offsets[i] == std::to_string(i));
        CHECK(events_then[i] == i);
    }
}

TEST_CASE("a group that lets the bot in is told of when polling as well") {
    struct let_in : adapters::poll_session {
        explicit let_in(std::string url) : url_(std::move(url)) {}
        adapters::http_call poll() override {
            adapters::http_call c;
            c.url = url_;
            c.timeout_s = 5;
            return c;
        }
        fed feed(const adapters::http_reply&) override {
            fed out;
            adapters::inbound in;
            in.group = true;
            in.chat = in.sender = "-2";
            in.body = presence{presence_kind::blocked, {}, role::resident};
            out.events.push_back(in);
            in.chat = in.sender = "-1001234567890";
            in.body = presence{presence_kind::unblocked, {}, role::resident};
            out.events.push_back(std::move(in));
            out.pause = 60s;
            return out;
        }
        std::string state() const override { return {}; }
        void committed() override {}
        std::string url_;
    };
    polled p;
    tiny_server server([&](int fd) {
        while (!server.read_request(fd).empty()) tiny_server::write(fd, tiny_server::answer("x"));
    });
    p.tg.on_polling = [&](const std::string&) { return std::make_unique<let_in>(server.url()); };
    std::promise<std::string> told;
    p.known.tell_let_in([&](std::string_view channel, std::string_view chat) {
        told.set_value(std::string(channel) + " " + std::string(chat));
    });
    poll_driver d(*p.known.find("tg"), {p.io, p.known, p.http, p.hear, *p.loop, p.land, {}, 1ms});
    d.start();
    p.go();
    CHECK(told.get_future().get() == "tg -1001234567890");
    p.io.stop();
    p.thread.join();
}

TEST_CASE("a poll waits for a store that is not well, and its trouble is known") {
    polled p;
    std::atomic<int> polls{0};
    tiny_server server([&](int fd) {
        for (auto r = server.read_request(fd); !r.empty(); r = server.read_request(fd)) {
            const int n = ++polls;
            if (n == 1) p.store.broken = true;
            tiny_server::write(fd, n == 1 ? tiny_server::answer("1") : "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n");
        }
    });
    p.tg.on_polling = [&](const std::string& state) { return std::make_unique<counting_session>(server.url(), state); };
    poll_driver d(*p.known.find("tg"), {p.io, p.known, p.http, p.hear, *p.loop, p.land, {}, 1ms});
    d.start();
    p.go();
    while (p.loop->ready()) std::this_thread::yield();
    CHECK(polls == 1);  // not confirmed, so not polled again
    p.store.broken = false;
    REQUIRE(p.until([&] { return p.store.settings.contains("poll.tg"); }));
    CHECK(p.store.events.size() == 1);
    while (p.known.trouble("tg").empty()) std::this_thread::yield();
    CHECK(p.known.trouble("tg") == "status 502");
    asio::post(p.io, [&] { d.stop(); });
}

TEST_CASE("a platform that refuses to be set up is asked again, and only its channel suffers") {
    polled p;
    std::atomic<int> asked{0};
    p.tg.on_next = [&](const adapters::job& j, const auto&) -> adapters::step {
        adapters::verdict v;
        if (j.what == adapters::job::kind::set_up && ++asked < 3) {
            v.how = adapters::end::misconfigured;
            v.detail = "Unauthorized";
        }
        return v;
    };
    std::mutex m;
    std::vector<std::string> told;
    set_up s(
        p.io, p.known, p.http,
        [&](std::string_view, std::string_view what) {
            std::lock_guard lock(m);
            told.emplace_back(what);
        },
        1ms);
    s.start();
    p.go();
    while (asked < 3 || !p.known.trouble("tg").empty()) std::this_thread::yield();
    std::lock_guard lock(m);
    CHECK(told == std::vector<std::string>{"Unauthorized"});  // once, not at every try
}
