// The executor of the I/O thread by its own name. Asio's default is `any_io_executor`, which costs an
// indirect call or two at every step of every operation: 5 % of the samples of a profile were in it.
//
// What runs elsewhere (the photo worker's strand, the readers' pool) keeps Asio's own `awaitable` and is
// awaited here through `co_spawn(its executor, …, use_awaitable)`.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace linli::gateway {

using io_executor = boost::asio::io_context::executor_type;

template <class T>
using awaitable = boost::asio::awaitable<T, io_executor>;

using use_awaitable_type = boost::asio::use_awaitable_t<io_executor>;
inline constexpr use_awaitable_type use_awaitable{};
// Errors are returned, not thrown.
using as_error_type = boost::asio::as_tuple_t<use_awaitable_type>;
inline constexpr as_error_type as_error{use_awaitable};

using tcp_socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, io_executor>;
using local_socket = boost::asio::basic_stream_socket<boost::asio::local::stream_protocol, io_executor>;
using steady_timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                      io_executor>;

}  // namespace linli::gateway
