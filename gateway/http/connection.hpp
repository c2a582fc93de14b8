// One connection from the first byte to the last, over plain TCP or TLS. Instantiated in
// connection_plain.cpp and connection_tls.cpp; nobody else includes connection_serve.hpp.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "gateway/http/clients.hpp"
#include "gateway/http_server.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

awaitable<void> serve_plain(http_server& server, tcp_socket socket, boost::asio::ip::address peer,
                            client_shares::place place);
awaitable<void> serve_tls(http_server& server, tcp_socket socket, std::shared_ptr<boost::asio::ssl::context> tls,
                          boost::asio::ip::address peer, client_shares::place place);

}  // namespace linli::gateway
