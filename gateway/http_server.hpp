// One listener: accepts connections, bounds them (http/limits.hpp), reads requests, has the routes
// answer, writes. For the I/O thread; lives longer than every connection of its io_context.
//
// Stop: `stop_accepting` closes the listener and every idle connection, and the busy ones after their
// answer; `busy` says how many are left; `drop` ends those.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "gateway/http/clients.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/io.hpp"
#include "gateway/routes.hpp"

namespace linli::gateway {

class logger;

// How long a connection may take for what (http/limits.hpp says why).
struct patience {
    std::chrono::milliseconds idle = limit::idle;
    std::chrono::milliseconds header = limit::header;
    std::chrono::milliseconds body_least = limit::body_least;
    std::chrono::milliseconds tls_handshake = limit::tls_handshake;
};

struct listener_settings {
    endpoint where;
    std::span<const route> routes;
    std::span<const network> trusted;
    // The certificate of new connections; empty function: plain HTTP.
    std::function<std::shared_ptr<boost::asio::ssl::context>()> tls;
    std::size_t connections;
    std::size_t connections_each;
    gateway::patience patience = {};
};

class http_server {
public:
    // What the server knows of one connection: enough to end it.
    struct connection {
        bool idle = true;  // between requests
        std::function<void()> end;
    };

    // Binds; throws boost::system::system_error when it cannot.
    http_server(boost::asio::io_context& io, listener_settings s, services& to, logger& log);

    void start();
    void stop_accepting();
    void drop();
    bool stopping() const { return stopping_; }
    std::size_t busy() const { return connections_.size(); }
    endpoint where() const;  // with the port that the system chose

    const listener_settings& settings() const { return settings_; }
    services& serving() { return services_; }
    logger& log() { return log_; }
    client_shares& bodies() { return bodies_; }
    void enter(connection& c) { connections_.insert(&c); }
    void leave(connection& c) { connections_.erase(&c); }

private:
    awaitable<void> accept_all();

    boost::asio::io_context& io_;
    const listener_settings settings_;
    services& services_;
    logger& log_;
    boost::asio::ip::tcp::acceptor acceptor_;
    client_shares counts_;
    client_shares bodies_{limit::bodies_bytes, limit::bodies_bytes_each};
    std::set<connection*> connections_;
    bool stopping_ = false;
};

}  // namespace linli::gateway
