#include "gateway/http_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/http/connection.hpp"
#include "gateway/io.hpp"
#include "gateway/log.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;

constexpr auto pause_without_files = std::chrono::milliseconds{100};  // until some connection ends

net::ip::tcp::acceptor bound(net::io_context& io, const endpoint& where) {
    const net::ip::tcp::endpoint at(net::ip::make_address(where.host), where.port);
    net::ip::tcp::acceptor acceptor(io);
    acceptor.open(at.protocol());
    acceptor.set_option(net::socket_base::reuse_address(true));
    acceptor.bind(at);
    acceptor.listen();
    return acceptor;
}

}  // namespace

http_server::http_server(net::io_context& io, listener_settings s, services& to, logger& log)
    : io_(io),
      settings_(std::move(s)),
      services_(to),
      log_(log),
      acceptor_(bound(io, settings_.where)),
      counts_(settings_.connections, settings_.connections_each) {}

endpoint http_server::where() const {
    const auto at = acceptor_.local_endpoint();
    return {at.address().to_string(), at.port()};
}

void http_server::start() { net::co_spawn(io_, accept_all(), net::detached); }

awaitable<void> http_server::accept_all() {
    steady_timer timer(io_);
    while (!stopping_) {
        tcp_socket socket(io_);
        const auto [error] = co_await acceptor_.async_accept(socket, as_error);
        if (stopping_) co_return;
        if (error == net::error::no_descriptors || error == net::error::no_memory) {
            timer.expires_after(pause_without_files);
            co_await timer.async_wait(as_error);
        }
        if (error) continue;
        boost::system::error_code failed;
        const auto peer = socket.remote_endpoint(failed).address();
        if (failed) continue;
        auto place = counts_.enter(peer, is_trusted(peer, settings_.trusted));
        if (!place) continue;  // closes: a flood gets no work out of us
        socket.set_option(net::ip::tcp::no_delay(true), failed);
        const auto ended = [this](std::exception_ptr bug) {
            if (!bug) return;
            try {
                std::rethrow_exception(bug);
            } catch (const std::exception& e) {
                log_.error("connection_failed", {{"what", std::string_view(e.what())}});
            }
        };
        auto tls = settings_.tls ? settings_.tls() : nullptr;
        if (tls)
            net::co_spawn(io_, serve_tls(*this, std::move(socket), tls, peer, std::move(place)), ended);
        else
            net::co_spawn(io_, serve_plain(*this, std::move(socket), peer, std::move(place)), ended);
    }
}

void http_server::stop_accepting() {
    stopping_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (auto* c : connections_)
        if (c->idle) c->end();
}

void http_server::drop() {
    for (auto* c : connections_) c->end();
}

}  // namespace linli::gateway
