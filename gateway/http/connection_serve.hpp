// The template behind connection.hpp.
#pragma once

#include <array>

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "gateway/http/body_intake.hpp"
#include "gateway/http/dispatch.hpp"
#include "gateway/http/frame_stream.hpp"
#include "gateway/http/head.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/http/parsing.hpp"
#include "gateway/io.hpp"
#include "gateway/timed_stream.hpp"

namespace linli::gateway {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

template <class Stream>
class connection_serve {
public:
    connection_serve(http_server& server, Stream stream, net::ip::address peer, bool tls)
        : server_(server), stream_(std::move(stream)), peer_(std::move(peer)), tls_(tls) {
        state_.end = [this] {
            beast::error_code ignored;
            lowest().socket().close(ignored);
        };
        server_.enter(state_);
    }
    ~connection_serve() { server_.leave(state_); }
    connection_serve(const connection_serve&) = delete;
    connection_serve& operator=(const connection_serve&) = delete;

    awaitable<void> run() {
        // One co_await a statement: GCC 12 miscompiles two in one short-circuit condition at -O2.
        while (!server_.stopping()) {
            const bool asked = co_await wait_for_request();
            if (!asked) break;
            const bool goes_on = co_await one_request();
            if (!goes_on) break;
        }
    }

private:
    using parser_type = parser_of<true, http::string_body>;

    timed_stream& lowest() { return beast::get_lowest_layer(stream_); }

    // The idle time ends with the first byte; from then on the header's own limit runs.
    awaitable<bool> wait_for_request() {
        if (buffer_.size() > 0) co_return true;
        state_.idle = true;
        lowest().expires_after(server_.settings().patience.idle);
        const auto [error, n] = co_await stream_.async_read_some(buffer_.prepare(limit::read_bytes), as_error);
        state_.idle = false;
        if (error) co_return false;
        buffer_.commit(n);
        co_return true;
    }

    // False: the connection is over.
    awaitable<bool> one_request() {
        std::pmr::monotonic_buffer_resource fields(header_room_.data(), header_room_.size());
        auto parser = parser_in<parser_type>(fields);
        parser.header_limit(limit::header_bytes);
        parser.body_limit(boost::none);  // known when the route is; plan_for checks what is announced
        auto error = parse_some(parser, buffer_, message_part::header);
        if (error == http::error::need_more) {
            lowest().expires_after(server_.settings().patience.header);
            error = co_await read_message(stream_, buffer_, parser, message_part::header);
        }
        lowest().expires_never();  // nothing is read now
        if (error) co_return co_await refuse_broken(error);
        exchange x;
        x.method = parser.get().method();
        x.target = std::string(parser.get().target());
        x.headers = &parser.get();
        complete(x, server_, peer_, tls_);
        std::optional<std::uint64_t> announced;
        if (const auto length = parser.content_length()) announced = *length;
        auto [route, refused] = co_await plan_for(server_, x, announced);
        if (refused) {
            const bool unread = !parser.is_done();
            co_return co_await write(*refused, x, !unread && parser.get().keep_alive(), unread);
        }
        if (route->converse) co_return co_await upgrade(*route, x, parser);
        body_intake intake(server_.bodies(), x.client, body_intake::clock::now(),
                           server_.settings().patience.body_least);
        const bool came = co_await read_body(parser, *route, x, intake);
        if (!came) co_return false;
        const auto answered = co_await answer(server_, *route, x);
        co_return co_await write(answered, x, parser.get().keep_alive(), false);
    }

    awaitable<bool> read_body(parser_type& parser, const route& r, exchange& x, body_intake& intake) {
        if (parser.is_done()) co_return true;
        parser.body_limit(r.body);
        auto error = parse_some(parser, buffer_, message_part::whole);
        if (error == http::error::need_more) error = co_await read_rest(parser, intake);
        if (error) {
            std::string().swap(parser.get().body());
            co_await refuse_body(error, r, x);
            co_return false;
        }
        x.body = std::move(parser.get().body());
        co_return true;
    }

    awaitable<void> refuse_body(const beast::error_code& error, const route& r, const exchange& x) {
        if (error == http::error::body_limit) {
            const auto refused = plain(413, "too large");
            co_await write(refused, x, false, true);
        } else if (error == net::error::no_memory) {
            const auto refused = no_room_for(server_, r, x);
            co_await write(refused, x, false, true);
        } else if (lowest().expired()) {
            too_slow_for(server_, r);
        } else {
            co_await refuse_broken(error);
        }
    }

    awaitable<beast::error_code> read_rest(parser_type& parser, body_intake& intake) {
        lowest().expires_at(intake.until());
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            const auto [failed, n] =
                co_await net::async_write(stream_, net::buffer(go_on.data(), go_on.size()), as_error);
            if (failed) co_return http::error::end_of_stream;
        }
        const auto arrived = [this, &intake](std::size_t n) {
            const bool room = intake.take(n, body_intake::clock::now());
            lowest().expires_at(intake.until());
            return room;
        };
        const auto error = co_await read_message(stream_, buffer_, parser, message_part::whole, arrived);
        lowest().expires_never();  // what the answer takes is not the caller's fault
        co_return error;
    }

    awaitable<bool> refuse_broken(const beast::error_code& error) {
        if (error.category() != http::make_error_code(http::error::bad_method).category() ||
            error == http::error::end_of_stream || error == http::error::partial_message)
            co_return false;
        const bool large = error == http::error::header_limit || error == http::error::buffer_overflow;
        const exchange nobody;
        const auto refused = large ? plain(431, "header too large") : plain(400, "malformed request");
        co_return co_await write(refused, nobody, false, true);
    }

    awaitable<bool> write(const reply& r, const exchange& x, bool keep, bool unread) {
        keep = keep && !unread && !server_.stopping();
        lowest().expires_after(limit::write);
        beast::error_code error;
        if (keep && is_bare_ok(r)) {
            std::tie(error, std::ignore) =
                co_await net::async_write(stream_, net::buffer(bare_ok.data(), bare_ok.size()), as_error);
        } else {
            const auto head = head_of(r, !keep, x.https);
            auto body = body_of(r);
            if (x.method == http::verb::head) body = {};
            const std::array<net::const_buffer, 2> both{net::buffer(head), net::buffer(body.data(), body.size())};
            std::tie(error, std::ignore) = co_await net::async_write(stream_, both, as_error);
        }
        if (!error && keep) co_return true;
        if (!error) co_await part(unread);
        co_return false;
    }

    // Closes so that our last answer arrives even when the other side is still sending.
    awaitable<void> part(bool unread) {
        beast::error_code ignored;
        lowest().expires_after(limit::parting);
        if constexpr (!std::is_same_v<Stream, timed_stream>) {
            co_await stream_.async_shutdown(as_error);
            lowest().expires_after(limit::parting);
        }
        lowest().socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
        std::array<char, 4096> nowhere;
        for (std::size_t all = 0; unread && all < limit::unread_bytes;) {
            const auto [error, n] = co_await lowest().async_read_some(net::buffer(nowhere), as_error);
            if (error) break;
            all += n;
        }
    }

    awaitable<bool> upgrade(const route& r, exchange& x, parser_type& parser) {
        if (!beast::websocket::is_upgrade(parser.get())) {
            const auto refused = wants_upgrade();
            co_return co_await write(refused, x, false, false);
        }
        lowest().expires_never();  // the WebSocket has timeouts of its own
        auto socket = std::make_shared<frame_stream<Stream>>(std::move(stream_));
        state_.end = [weak = std::weak_ptr(socket)] {
            if (const auto s = weak.lock()) s->drop();
        };
        if (co_await socket->accept(parser.get())) co_await converse(server_, r, x, socket);
        co_await socket->finished();
        state_.end = [] {};
        co_return false;
    }

    http_server& server_;
    http_server::connection state_;
    Stream stream_;
    net::ip::address peer_;
    const bool tls_;
    header_room header_room_;
    beast::flat_buffer buffer_{limit::header_bytes + limit::read_bytes};
};

}  // namespace linli::gateway
