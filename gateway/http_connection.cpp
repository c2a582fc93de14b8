#include "gateway/http_connection.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "gateway/http/parsing.hpp"

namespace linli::gateway {

namespace http = boost::beast::http;

namespace {
constexpr std::uint32_t header_limit = 16 * 1024;  // twice what platforms send
}  // namespace

http_client::connection::connection(asio::io_context& io, asio::ssl::context* tls)
    : buffer_(1 << 20) {
    if (tls)
        tls_.emplace(io, *tls);
    else
        plain_.emplace(io);
}

bool http_client::connection::alive() {
    auto& socket = lowest().socket();
    if (!socket.is_open()) return false;
    char one = 0;
    const auto n = ::recv(socket.native_handle(), &one, 1, MSG_PEEK | MSG_DONTWAIT);
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

// Of two failures at once the deadline is the one to tell.
std::string http_client::connection::reason(boost::system::error_code error) {
    return lowest().expired() ? "it took too long" : error.message();
}

awaitable<http_client::connection::outcome> http_client::connection::exchange(
    const std::string& head, const adapters::http_call& call) {
    return tls_ ? exchange_on(*tls_, head, call) : exchange_on(*plain_, head, call);
}

template <class Stream>
awaitable<http_client::connection::outcome> http_client::connection::exchange_on(
    Stream& s, const std::string& head, const adapters::http_call& call) {
    outcome out;
    const std::array<asio::const_buffer, 2> request{asio::buffer(head), asio::buffer(call.body)};
    const auto [write_error, written] = co_await asio::async_write(s, request, as_error);
    if (write_error) {
        // Not the whole request left, so no server acts on it; a timeout is not tried again.
        out.unsent = !lowest().expired();
        out.reply.body = "could not send: " + reason(write_error);
        co_return out;
    }
    http::response_parser<http::string_body> parser;
    parser.header_limit(header_limit);
    parser.body_limit(call.body_limit);
    parser.skip(call.method == "HEAD");
    const auto read_error = co_await read_message(s, buffer_, parser, message_part::whole);
    if (read_error) {
        out.reply.maybe_done = true;
        out.reply.body = read_error == http::error::body_limit ? std::string(http_too_large)
                                                               : "no answer: " + reason(read_error);
        co_return out;
    }
    auto message = parser.release();
    out.keep = message.keep_alive() && buffer_.size() == 0;
    out.reply.status = static_cast<int>(message.result_int());
    for (const auto& f : message)
        out.reply.headers.push_back({std::string(f.name_string()), std::string(f.value())});
    out.reply.body = std::move(message.body());
    co_return out;
}

}  // namespace linli::gateway
