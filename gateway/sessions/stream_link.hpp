// One connection of a stream: TCP, or TLS with the server's name and certificate checked. No protocol.
//
// Thread: that of its io_context. At a time one read and one write may be under way.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/session.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

class stream_link {
public:
    // `tls` may be nullptr where none is wanted; it must outlive the link.
    stream_link(boost::asio::io_context& io, boost::asio::ssl::context* tls);

    // "" or why not. Gives up after 10 s for the connection and the handshake together.
    awaitable<std::string> open(adapters::stream_peer to);
    struct chunk {
        std::string_view bytes;  // good until the next read; empty: the connection is over
        std::string why;
    };
    awaitable<chunk> read();
    // False: the connection is over.
    awaitable<bool> write(const std::string& bytes);
    void close();  // what is under way ends with it

private:
    using socket = boost::asio::ip::tcp::socket;
    socket& lowest() { return tls_ ? tls_->next_layer() : *plain_; }

    boost::asio::io_context& io_;
    std::optional<socket> plain_;
    std::optional<boost::asio::ssl::stream<socket>> tls_;
    std::string buffer_ = std::string(16 << 10, '\0');
};

// Trusts the system's authorities and those of the file `certificates`, where one is given.
boost::asio::ssl::context make_stream_tls(const std::string& certificates);

}  // namespace linli::gateway
