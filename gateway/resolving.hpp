// From a host and a port to addresses that can be connected to, within 10 s.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <vector>

#include "gateway/io.hpp"

namespace linli::gateway {

struct resolved {
    std::vector<boost::asio::ip::tcp::endpoint> ends;
    bool literal = false;  // `host` was an address already, so it is no name for TLS
    std::string why;       // not empty: there are none
};

// `host` is a name or an address without brackets. On the io_context's thread.
awaitable<resolved> resolve(boost::asio::io_context& io, std::string host, std::string port);

}  // namespace linli::gateway
