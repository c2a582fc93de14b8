// A TCP socket with a deadline, under plain HTTP, TLS and WebSockets, for both directions.
//
// What is under way when the deadline comes fails, and the socket is closed: `expired` tells this from
// other ends. Setting a deadline stores a number: the one timer is armed only when the new deadline is
// before what it waits for, and looks again when it fires. (Beast's own tcp_stream starts and cancels a
// timer with every read and write.)
//
// For the I/O thread. Movable; must be alive while an operation is under way.
#pragma once

#include <boost/asio/connect.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <memory>

#include "gateway/io.hpp"

namespace linli::gateway {

class timed_stream {
public:
    using executor_type = io_executor;
    using lowest_layer_type = tcp_socket;  // as ssl::stream wants to know it
    using clock = std::chrono::steady_clock;

    explicit timed_stream(tcp_socket s) : state_(std::make_shared<state>(std::move(s))) {}
    explicit timed_stream(boost::asio::io_context& io) : timed_stream(tcp_socket(io)) {}
    timed_stream(timed_stream&&) = default;
    timed_stream& operator=(timed_stream&&) = delete;
    ~timed_stream() {
        if (state_) close();
    }

    executor_type get_executor() { return state_->socket.get_executor(); }
    tcp_socket& socket() { return state_->socket; }
    lowest_layer_type& lowest_layer() { return state_->socket; }

    // Of the operation under way and of those that follow.
    void expires_at(clock::time_point when);
    void expires_after(clock::duration d) { expires_at(clock::now() + d); }
    void expires_never() { state_->deadline = clock::time_point::max(); }
    bool expired() const { return state_->expired; }
    void close();  // whatever is under way fails

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& into, Token&& token) {
        return state_->socket.async_read_some(into, std::forward<Token>(token));
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& from, Token&& token) {
        return state_->socket.async_write_some(from, std::forward<Token>(token));
    }
    template <class Endpoints, class Token>
    auto async_connect(const Endpoints& to, Token&& token) {
        return boost::asio::async_connect(state_->socket, to, std::forward<Token>(token));
    }

private:
    struct state {
        explicit state(tcp_socket s) : socket(std::move(s)), timer(socket.get_executor()) {}
        tcp_socket socket;
        steady_timer timer;
        clock::time_point deadline = clock::time_point::max();
        clock::time_point alarm = clock::time_point::max();  // what the timer waits for
        bool expired = false;
    };
    static void arm(const std::shared_ptr<state>& s);

    std::shared_ptr<state> state_;  // the waiting timer's, too; empty once moved from
};

// How Beast closes and tears down a stream that it does not know.
inline void beast_close_socket(timed_stream& s) { s.close(); }
inline void teardown(boost::beast::role_type role, timed_stream& s, boost::system::error_code& error) {
    boost::beast::websocket::teardown(role, s.socket(), error);
}
template <class Handler>
void async_teardown(boost::beast::role_type role, timed_stream& s, Handler&& handler) {
    boost::beast::websocket::async_teardown(role, s.socket(), std::forward<Handler>(handler));
}

}  // namespace linli::gateway
