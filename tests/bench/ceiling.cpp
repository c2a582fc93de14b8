// The ceiling: the simplest program of our own dependencies that does a gateway's durable work, to
// measure Linli against (docs/bench.md). One thread of Beast for both directions, one of SQLite.
// It verifies, parses, runs a dialogue of four steps, commits in groups and acknowledges after the
// commit. It has no retries, limits, second platform, log, metrics or recovery: no product, a
// mirror.
//
// ceiling WEBHOOK_PORT API_PORT SECRET DATABASE. Prints `ready`; on SIGTERM it commits what waits
// and prints its counters as one line of JSON.
#include <openssl/crypto.h>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/bench/ceiling_sender.hpp"
#include "tests/bench/ceiling_store.hpp"

namespace linli::bench {
namespace http = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint64_t largest_body = 1 << 20;  // an update is below 16 KB; hostile ones are cut here

// One webhook connection; one request at a time. Lives as long as somebody will call it.
class waiting_request : public std::enable_shared_from_this<waiting_request> {
public:
    waiting_request(tcp::socket s, ceiling_store& store, const std::string& secret)
        : socket_(std::move(s)), store_(store), secret_(secret) {}

    void read() {
        parser_.emplace();
        parser_->body_limit(largest_body);
        http::async_read(socket_, buffer_, *parser_, [self = shared_from_this()](error_code e, std::size_t) {
            if (!e) self->take();
        });
    }

    void ack() { answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); }

private:
    void take() {
        auto& request = parser_->get();
        const auto given = request["X-Telegram-Bot-Api-Secret-Token"];
        if (given.size() != secret_.size() || CRYPTO_memcmp(given.data(), secret_.data(), secret_.size()) != 0)
            return answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        const auto json = nlohmann::json::parse(request.body(), nullptr, false);
        update u;
        try {
            u.id = json.at("update_id");
            u.chat = json.at("message").at("chat").at("id");
            u.text = json.at("message").at("text");
        } catch (const nlohmann::json::exception&) {
            return answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        }
        u.body = std::move(request.body());
        u.from = shared_from_this();
        store_.submit(std::move(u));
    }

    void answer(std::string_view text) {
        boost::asio::async_write(socket_, boost::asio::buffer(text),
                                 [self = shared_from_this()](error_code e, std::size_t) {
                                     if (!e) self->read();
                                 });
    }

    tcp::socket socket_;
    ceiling_store& store_;
    const std::string& secret_;
    boost::beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
};

class ceiling {
public:
    ceiling(std::uint16_t port, std::uint16_t api_port, std::string secret, const std::string& file)
        : secret_(std::move(secret)),
          acceptor_(io_, {boost::asio::ip::address_v4::loopback(), port}),
          sender_(io_, {boost::asio::ip::address_v4::loopback(), api_port},
                  [this](std::int64_t row) { store_.settle(row); }),
          store_(file, [this](committed_batch b) {
              boost::asio::post(io_, [this, batch = std::move(b)]() mutable { committed(batch); });
          }) {}

    void run() {
        boost::asio::signal_set stop(io_, SIGTERM, SIGINT);
        stop.async_wait([this](error_code, int) { io_.stop(); });
        accept();
        std::puts("ready");
        std::fflush(stdout);
        io_.run();
        store_.stop();
        std::puts(store_.report().c_str());
    }

private:
    void accept() {
        acceptor_.async_accept([this](error_code e, tcp::socket s) {
            if (!e) {
                s.set_option(tcp::no_delay(true));
                std::make_shared<waiting_request>(std::move(s), store_, secret_)->read();
            }
            accept();
        });
    }

    void committed(committed_batch& b) {
        for (auto& r : b.acks) r->ack();
        for (auto& a : b.sends) sender_.send(std::move(a));
    }

    std::string secret_;
    boost::asio::io_context io_{1};
    tcp::acceptor acceptor_;
    ceiling_sender sender_;
    ceiling_store store_;
};

}  // namespace linli::bench

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "usage: ceiling WEBHOOK_PORT API_PORT SECRET DATABASE\n");
        return 2;
    }
    try {
        linli::bench::ceiling c(static_cast<std::uint16_t>(std::stoi(argv[1])),
                                static_cast<std::uint16_t>(std::stoi(argv[2])), argv[3], argv[4]);
        c.run();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "ceiling: %s\n", e.what());
        return 1;
    }
    return 0;
}
