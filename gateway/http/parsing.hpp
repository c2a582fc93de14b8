// Reads one HTTP message, or its header, from a stream through a buffer.
//
// What Beast's async_read does, without its layers: what is in the buffer is parsed at once, and the
// stream is asked only for what is missing. One webhook is one read.
#pragma once

#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/read_size.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <array>
#include <cstddef>
#include <memory_resource>

#include <boost/beast/http/parser.hpp>

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

// Where the header fields of one message lie: enough for a webhook's; what is longer goes on in the heap.
using header_room = std::array<std::byte, 2048>;

template <bool is_request, class Body>
using parser_of = boost::beast::http::parser<is_request, Body, field_allocator>;

// An empty parser whose fields lie in that memory.
template <class Parser>
Parser parser_in(std::pmr::memory_resource& memory) {
    return Parser(std::piecewise_construct, std::make_tuple(), std::make_tuple(field_allocator(&memory)));
}

// What is to be read before the caller goes on.
enum class message_part { header, whole };

template <class Parser>
bool is_there(const Parser& p, message_part what) {
    return what == message_part::header ? p.is_header_done() : p.is_done();
}

// Parses what the buffer has; `need_more` when that was not enough.
template <class Parser>
boost::beast::error_code parse_some(Parser& p, boost::beast::flat_buffer& buffer, message_part what) {
    boost::beast::error_code error;
    p.eager(what == message_part::whole);
    while (!is_there(p, what)) {
        if (buffer.size() == 0) return boost::beast::http::error::need_more;
        buffer.consume(p.put(buffer.data(), error));
        if (error) return error;
    }
    return error;
}

// Has a message come in however large it is.
struct any_amount {
    bool operator()(std::size_t) const { return true; }
};

// `arrived` hears of every piece; where it says no, the message ends with `no_memory`.
template <class Stream, class Parser, class Arrived = any_amount>
awaitable<boost::beast::error_code> read_message(Stream& stream, boost::beast::flat_buffer& buffer, Parser& p,
                                                 message_part what, Arrived arrived = {}) {
    constexpr std::size_t read_most = 64 * 1024;
    for (;;) {
        auto parsed = parse_some(p, buffer, what);
        if (parsed != boost::beast::http::error::need_more) co_return parsed;
        const auto room = boost::beast::read_size(buffer, read_most);
        if (room == 0) co_return boost::beast::http::error::buffer_overflow;
        const auto into = buffer.prepare(room);
        const auto [error, n] = co_await stream.async_read_some(into, as_error);
        buffer.commit(n);
        if (error == boost::asio::error::eof) {
            if (!p.got_some()) co_return boost::beast::http::error::end_of_stream;
            p.put_eof(parsed);
            co_return parsed;
        }
        if (error) co_return error;
        if (!arrived(n)) co_return boost::asio::error::no_memory;
    }
}

}  // namespace linli::gateway
