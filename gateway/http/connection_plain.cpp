#include "gateway/http/connection.hpp"
#include "gateway/http/connection_serve.hpp"

namespace linli::gateway {

awaitable<void> serve_plain(http_server& server, tcp_socket socket, net::ip::address peer, client_shares::place place) {
    const auto held = std::move(place);
    connection_serve<timed_stream> connection(server, timed_stream(std::move(socket)), std::move(peer), false);
    co_await connection.run();
}

}  // namespace linli::gateway
