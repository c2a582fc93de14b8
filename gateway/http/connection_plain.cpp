#include "gateway/http/connection.hpp"
#include "gateway/http/connection_serve.hpp"

namespace linli::gateway {

net::awaitable<void> serve_plain(http_server& server, net::ip::tcp::socket socket,
                                 net::ip::address peer, connection_counts::place place) {
    const auto held = std::move(place);
    connection_serve<beast::tcp_stream> connection(server, beast::tcp_stream(std::move(socket)),
                                                   std::move(peer), false);
    co_await connection.run();
}

}  // namespace linli::gateway
