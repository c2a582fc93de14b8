#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "gateway/http/connection.hpp"
#include "gateway/http/connection_serve.hpp"

namespace linli::gateway {

awaitable<void> serve_tls(http_server& server, tcp_socket socket, std::shared_ptr<net::ssl::context> tls,
                          net::ip::address peer, client_shares::place place) {
    const auto held = std::move(place);
    beast::ssl_stream<timed_stream> stream(timed_stream(std::move(socket)), *tls);
    beast::get_lowest_layer(stream).expires_after(server.settings().patience.tls_handshake);
    const auto [error] = co_await stream.async_handshake(net::ssl::stream_base::server, as_error);
    if (error) co_return;
    connection_serve<beast::ssl_stream<timed_stream>> connection(server, std::move(stream), std::move(peer), true);
    co_await connection.run();
}

}  // namespace linli::gateway
