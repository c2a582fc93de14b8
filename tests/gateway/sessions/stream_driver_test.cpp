// The driver between a real socket and a real turn loop, with SMPP as its session.
#include "gateway/sessions/stream_driver.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "adapters/smpp/pdu.hpp"
#include "gateway/data/data_files.hpp"
#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"
#include "tests/gateway/support/tiny_server.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;
using namespace linli::adapters::smpp;
using test::tiny_server;
namespace net = boost::asio;

namespace {

// One connection as the SMSC sees it.
struct smsc_side {
    tiny_server& server;
    int fd;
    std::string held;

    // A command of 0: the other side is gone.
    pdu read() {
        for (;;) {
            std::string_view in = held;
            pdu p;
            if (take_pdu(in, p) == framing::whole) {
                held.erase(0, held.size() - in.size());
                return p;
            }
            pollfd ready{fd, POLLIN, 0};
            if (server.stopped()) return {};
            if (::poll(&ready, 1, 20) == 0) continue;
            char buffer[4096];
            const auto n = ::recv(fd, buffer, sizeof buffer, 0);
            if (n <= 0) return {};
            held.append(buffer, static_cast<std::size_t>(n));
        }
    }
    void answer(const pdu& to, std::uint32_t status = 0, std::string body = {}) {
        tiny_server::write(fd, to_bytes({to.command | command::response, status, to.sequence, std::move(body)}));
    }
    bool bind() {
        const auto p = read();
        answer(p, 0, std::string("smsc\0", 5));
        return p.command == command::bind_transceiver;
    }
    // The status with which it was answered.
    std::uint32_t deliver(std::uint32_t sequence, const std::string& text, std::uint8_t esm = 0) {
        message m;
        m.source = {1, 1, "447700900123"};
        m.esm_class = esm;
        m.text = text;
        tiny_server::write(fd, to_bytes({command::deliver_sm, 0, sequence, write_message(m)}));
        for (auto p = read(); p.command; p = read())
            if (p.sequence == sequence && p.command == (command::deliver_sm | command::response)) return p.status;
        return 0xFFFFFFFF;
    }
};

struct streamed {
    test::memory_store store;
    community c;
    channels known;
    taxonomy nothing;
    receiving hear{std::make_shared<reader>(nothing, gateway::embedded_model()), language::zh};
    std::unique_ptr<turns> loop;
    net::io_context io{1};
    landing land{io.get_executor()};
    std::unique_ptr<stream_driver> driver;
    std::thread thread;

    explicit streamed(const std::string& server_url) {
        adapters::channel_config config{"sms", "smpp", {}, {}};
        config.values = {{"api_url", "smpp" + server_url.substr(4)},
                         {"system_id", "gw"},
                         {"password", "a-password"},
                         {"number", "311"}};
        auto made = adapters::find_channel_type("smpp")->make(config);
        REQUIRE(made);
        channel sms;
        sms.name = sms.type = "sms";
        sms.adapter = *std::move(made);
        known.add(std::move(sms));
        turn_seams seams;
        seams.turn = [](const auto&, const auto&, const auto&, const auto&) -> turn_result { return decision{}; };
        loop = std::make_unique<turns>(store, c, known, turn_listeners{}, turns::limits{}, seams);
        loop->start();
        stream_driver::parts p{io, known, hear, *loop, land, {}, {}, {}};
        p.seal = [](std::string_view plain) { return "sealed " + std::string(plain); };
        p.unseal = [](std::string_view s) -> std::optional<std::string> {
            if (!s.starts_with("sealed ")) return std::nullopt;
            return std::string(s.substr(7));
        };
        driver = std::make_unique<stream_driver>(*known.find("sms"), std::move(p));
    }
    ~streamed() {
        loop->stop();
        io.stop();
        if (thread.joinable()) thread.join();
    }
    void go() {
        net::post(io, [this] { driver->start(); });
        thread = std::thread([this] {
            auto guard = net::make_work_guard(io);
            io.run();
        });
    }
    adapters::verdict send(std::int64_t id, const std::string& text) {
        std::promise<adapters::verdict> end;
        auto work = [&]() -> awaitable<void> {
            adapters::job j;
            j.id = id;
            j.chat = "+447700900123";
            j.message.text = text;
            auto v = co_await driver->send(std::move(j));
            end.set_value(std::move(v));
        };
        net::co_spawn(io, work, net::detached);
        auto come = end.get_future();
        REQUIRE(come.wait_for(10s) == std::future_status::ready);
        return come.get();
    }
    template <class T>
    T on_store_thread(std::function<T()> ask) {
        std::promise<T> answer;
        loop->run([&](storage::store&) { answer.set_value(ask()); });
        return answer.get_future().get();
    }
};

}  // namespace

TEST_CASE("what comes is on disk before it is confirmed, and refused when it cannot be", "[smpp]") {
    std::promise<std::vector<std::uint32_t>> told;
    std::atomic<streamed*> running{nullptr};
    std::vector<std::size_t> stored;
    tiny_server server([&](int fd) {
        smsc_side side{server, fd, {}};
        if (!side.bind()) return;
        auto& s = *running.load();
        const auto events = [&] { return s.on_store_thread<std::size_t>([&] { return s.store.events.size(); }); };
        std::vector<std::uint32_t> statuses{side.deliver(1, "first")};
        stored.push_back(events());
        s.store.broken = true;
        statuses.push_back(side.deliver(2, "second"));
        s.store.broken = false;
        while (!s.loop->ready()) std::this_thread::yield();
        statuses.push_back(side.deliver(3, "second"));
        stored.push_back(events());
        told.set_value(statuses);
        while (side.read().command) {
        }
    });
    streamed s(server.url());
    running = &s;
    s.go();
    auto come = told.get_future();
    REQUIRE(come.wait_for(20s) == std::future_status::ready);
    CHECK(come.get() == std::vector<std::uint32_t>{0, 0x14, 0});
    CHECK(stored == std::vector<std::size_t>{1, 2});
}

TEST_CASE("half a message is sealed on disk before it is confirmed, and joined by the next process", "[smpp]") {
    std::promise<void> told, joined;
    std::atomic<int> connections{0};
    tiny_server server([&](int fd) {
        smsc_side side{server, fd, {}};
        if (!side.bind()) return;
        const bool first = ++connections == 1;
        const auto part = std::string("\x05\x00\x03\x07\x02", 5) + (first ? "\x01"
                                                                            "half "
                                                                          : "\x02"
                                                                            "whole");
        if (side.deliver(1, part, 0x40) == 0) (first ? told : joined).set_value();
        while (side.read().command) {
        }
    });
    std::string state;
    {
        streamed s(server.url());
        s.go();
        REQUIRE(told.get_future().wait_for(20s) == std::future_status::ready);
        state = s.on_store_thread<std::string>([&] { return s.store.settings["session.sms"]; });
        CHECK(s.store.events.empty());
    }
    CHECK(state.starts_with("sealed "));
    streamed s(server.url());
    s.store.settings["session.sms"] = state;
    s.go();
    REQUIRE(joined.get_future().wait_for(20s) == std::future_status::ready);
    const auto words = s.on_store_thread<std::string>(
        [&] { return s.store.events.empty() ? "" : std::get<said>(s.store.events[0].event.body).text; });
    CHECK(words == "half whole");
}

TEST_CASE("a send ends with the SMSC's word, or at once where there is none", "[smpp]") {
    std::promise<void> ready;
    tiny_server server([&](int fd) {
        smsc_side side{server, fd, {}};
        if (!side.bind()) return;
        ready.set_value();
        for (auto p = side.read(); p.command; p = side.read()) {
            const auto m = read_message(p.body);
            if (!m) continue;
            if (m->text == "break") return;
            side.answer(p, m->text == "full" ? 0x14 : 0, std::string("77\0", 3));
        }
    });
    streamed s(server.url());
    s.go();
    REQUIRE(ready.get_future().wait_for(20s) == std::future_status::ready);
    // The bind's answer may still be on its way; a job waits for it.
    CHECK(s.send(1, "hello").how == adapters::end::delivered);
    CHECK(s.send(2, "full").how == adapters::end::retry);
    CHECK(s.send(3, "break").how == adapters::end::unknown);
    const auto after = s.send(4, "hello");
    CHECK(after.how == adapters::end::retry);
    CHECK_FALSE(s.known.trouble("sms").empty());
}

TEST_CASE("good-bye is said, and a driver without a connection ends as well", "[smpp]") {
    std::promise<std::uint32_t> last;
    std::promise<void> ready;
    tiny_server server([&](int fd) {
        smsc_side side{server, fd, {}};
        if (!side.bind()) return;
        ready.set_value();
        std::uint32_t seen = 0;
        for (auto p = side.read(); p.command; p = side.read()) {
            seen = p.command;
            side.answer(p, 0, std::string("77\0", 3));
        }
        last.set_value(seen);
    });
    const auto ends = [](streamed& s) {
        std::promise<void> idle;
        auto wait = [&]() -> awaitable<void> {
            s.driver->leave();
            net::steady_timer soon(s.io);
            while (!s.driver->idle()) {
                soon.expires_after(1ms);
                co_await soon.async_wait(use_awaitable);
            }
            idle.set_value();
        };
        net::co_spawn(s.io, wait, net::detached);
        return idle.get_future().wait_for(10s) == std::future_status::ready;
    };
    {
        streamed s(server.url());
        s.go();
        REQUIRE(ready.get_future().wait_for(20s) == std::future_status::ready);
        CHECK(s.send(1, "hello").how == adapters::end::delivered);  // so the bind is through
        CHECK(ends(s));
        CHECK(last.get_future().get() == command::unbind);
    }
    streamed nobody("http://127.0.0.1:1/");
    nobody.go();
    while (nobody.known.trouble("sms").empty()) std::this_thread::yield();
    CHECK(ends(nobody));
}
