// One connection from the first byte to the last, over plain TCP or TLS. Instantiated in
// connection_plain.cpp and connection_tls.cpp; nobody else includes connection_serve.hpp.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "gateway/http/clients.hpp"
#include "gateway/http_server.hpp"

namespace linli::gateway {

boost::asio::awaitable<void> serve_plain(http_server& server, boost::asio::ip::tcp::socket socket,
                                         boost::asio::ip::address peer,
                                         connection_counts::place place);
boost::asio::awaitable<void> serve_tls(http_server& server, boost::asio::ip::tcp::socket socket,
                                       std::shared_ptr<boost::asio::ssl::context> tls,
                                       boost::asio::ip::address peer, connection_counts::place place);

}  // namespace linli::gateway
