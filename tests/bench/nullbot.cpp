// nullbot: answers every update at once and keeps nothing. What the generator reaches against it is
// the generator's own ceiling; a program measured near that figure was not measured at all.
// nullbot WEBHOOK_PORT API_PORT; prints `ready`; ends on SIGTERM or after ten minutes.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "fmt/format.h"
#include "tests/bench/wire.hpp"

namespace linli::bench {
namespace {

constexpr nanoseconds life = 600'000'000'000;  // nobody forgets a benchmark's server for long

struct peer {
    explicit peer(int fd) : wire(fd) {}
    connection wire;
    bool listener = false, api = false, gone = false;
};

class nullbot {
public:
    nullbot(std::uint16_t webhook_port, std::uint16_t api_port) : api_port_(api_port) {
        add(listen_on(webhook_port)).listener = true;
    }

    void run() {
        const auto end = steady_now() + life;
        while (steady_now() < end)
            for (const auto& e : poller_.wait(end)) handle(*static_cast<peer*>(e.data.ptr));
    }

private:
    peer& add(int fd) {
        peers_.push_back(std::make_unique<peer>(fd));
        poller_.add(fd, peers_.back().get());
        return *peers_.back();
    }

    void handle(peer& p) {
        if (p.listener) {
            for (int fd; (fd = accept_from(p.wire.fd())) >= 0;) add(fd);
            return;
        }
        if (p.gone) return;
        p.gone = !p.wire.flush() || !p.wire.fill();
        http_text message;
        while (scan_http(p.wire.unread(), message) == scanned::whole) {
            p.api ? free_.push_back(&p) : answer(p, message);
            p.wire.consume(message.size);
        }
    }

    void answer(peer& p, const http_text& update) {
        constexpr std::string_view chat = "\"chat\":{\"id\":";
        const auto at = update.body.find(chat);
        const long long id = at == std::string_view::npos ? 0 : std::atoll(update.body.data() + at + chat.size());
        p.wire.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        if (free_.empty()) {
            free_.push_back(&add(connect_to(api_port_)));
            free_.back()->api = true;
        }
        const auto body = fmt::format(R"({{"chat_id":{},"text":"ok"}})", id);
        free_.back()->wire.write(
            fmt::format("POST /bot1:x/sendMessage HTTP/1.1\r\nHost: a\r\nContent-Type: "
                        "application/json\r\nContent-Length: {}\r\n\r\n{}",
                        body.size(), body));
        free_.pop_back();
    }

    poller poller_;
    std::uint16_t api_port_;
    std::vector<std::unique_ptr<peer>> peers_;
    std::vector<peer*> free_;
};

}  // namespace
}  // namespace linli::bench

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    linli::bench::nullbot bot(static_cast<std::uint16_t>(std::atoi(argv[1])),
                              static_cast<std::uint16_t>(std::atoi(argv[2])));
    std::puts("ready");
    std::fflush(stdout);
    bot.run();
}
