#include "gateway/http_connection.hpp"

#include <sys/socket.h>

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string_view>
#include <vector>

namespace linli::gateway {

namespace http = boost::beast::http;

namespace {

constexpr std::uint32_t header_limit = 16 * 1024;  // twice what platforms send
constexpr std::size_t piece_bytes = 64 * 1024;     // of a body on its way to disk

struct brought {
    boost::system::error_code error;
    bool wanted = true;
};

// A body to the sink, piece by piece.
template <class Stream>
awaitable<brought> bring(Stream& s, boost::beast::flat_buffer& buffer, parser_of<false, http::buffer_body>& parser,
                         body_sink& sink) {
    std::vector<char> piece(piece_bytes);
    sink.begin();
    for (;;) {
        auto& body = parser.get().body();
        body.data = piece.data();
        body.size = piece.size();
        auto error = parse_some(parser, buffer, message_part::whole);
        const std::string_view got(piece.data(), piece.size() - body.size);
        if (!got.empty()) {
            const bool wanted = co_await sink.write(got);
            if (!wanted) co_return brought{{}, false};
        }
        if (error == http::error::need_buffer) continue;
        if (error != http::error::need_more) co_return brought{error};
        const auto into = buffer.prepare(piece_bytes);
        const auto [read_error, n] = co_await s.async_read_some(into, as_error);
        buffer.commit(n);
        if (read_error == asio::error::eof) {
            parser.put_eof(error);
            co_return brought{error};
        }
        if (read_error) co_return brought{read_error};
    }
}

}  // namespace

http_client::connection::connection(asio::io_context& io, asio::ssl::context* tls) : buffer_(1 << 20) {
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

awaitable<http_client::connection::outcome> http_client::connection::exchange(const std::string& head,
                                                                              const adapters::http_call& call,
                                                                              body_sink* sink) {
    return tls_ ? exchange_on(*tls_, head, call, sink) : exchange_on(*plain_, head, call, sink);
}

// The request has left, so the platform may have acted.
http_client::connection::outcome http_client::connection::failed(boost::system::error_code error) {
    outcome out;
    out.reply.maybe_done = true;
    out.reply.body = error == http::error::body_limit ? std::string(http_too_large) : "no answer: " + reason(error);
    return out;
}

template <class Stream>
awaitable<http_client::connection::outcome> http_client::connection::exchange_on(Stream& s, const std::string& head,
                                                                                 const adapters::http_call& call,
                                                                                 body_sink* sink) {
    outcome out;
    const std::array<asio::const_buffer, 2> request{asio::buffer(head), asio::buffer(call.body)};
    const auto [write_error, written] = co_await asio::async_write(s, request, as_error);
    if (write_error) {
        // Not the whole request left, so no server acts on it; a timeout is not tried again.
        out.unsent = !lowest().expired();
        out.reply.body = "could not send: " + reason(write_error);
        co_return out;
    }
    std::pmr::monotonic_buffer_resource memory(header_room_.data(), header_room_.size());
    auto start = parser_in<parser_of<false, http::empty_body>>(memory);
    start.header_limit(header_limit);
    start.body_limit(call.body_limit);
    start.skip(call.method == "HEAD");
    const auto head_error = co_await read_message(s, buffer_, start, message_part::header);
    if (head_error) co_return failed(head_error);
    out.reply.status = static_cast<int>(start.get().result_int());
    const auto& fields = start.get();
    out.reply.headers.reserve(static_cast<std::size_t>(std::distance(fields.begin(), fields.end())));
    for (const auto& f : fields) out.reply.headers.push_back({std::string(f.name_string()), std::string(f.value())});
    const bool keep_alive = start.get().keep_alive();
    if (sink && call.to_disk && out.reply.status == 200) {
        parser_of<false, http::buffer_body> parser(std::move(start));
        const auto end = co_await bring(s, buffer_, parser, *sink);
        if (end.error) co_return failed(end.error);
        if (!end.wanted) co_return out;
        out.reply.kept = sink->kept();
    } else {
        parser_of<false, http::string_body> parser(std::move(start));
        const auto error = co_await read_message(s, buffer_, parser, message_part::whole);
        if (error) co_return failed(error);
        out.reply.body = std::move(parser.get().body());
    }
    out.keep = keep_alive && buffer_.size() == 0;
    co_return out;
}

}  // namespace linli::gateway
