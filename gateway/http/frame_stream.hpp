// A WebSocket over Stream as a `frame_socket`. For the I/O thread; kept alive by its own writing.
#pragma once

#include <deque>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "gateway/http/exchange.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

template <class Stream>
class frame_stream : public frame_socket, public std::enable_shared_from_this<frame_stream<Stream>> {
public:
    explicit frame_stream(Stream stream) : ws_(std::move(stream)), idle_(ws_.get_executor()) {
        idle_.expires_at(steady_timer::time_point::max());
        auto patience = boost::beast::websocket::stream_base::timeout::suggested(boost::beast::role_type::server);
        patience.handshake_timeout = limit::header;
        patience.idle_timeout = limit::socket_idle;
        patience.keep_alive_pings = true;
        ws_.set_option(patience);
        ws_.read_message_max(limit::frame_bytes);
        ws_.text(true);
    }

    template <class Request>
    awaitable<bool> accept(const Request& request) {
        const auto [error] = co_await ws_.async_accept(request, as_error);
        co_return !error;
    }

    awaitable<std::optional<std::string>> read() override {
        boost::beast::flat_buffer buffer;
        const auto [error, n] = co_await ws_.async_read(buffer, as_error);
        if (error) co_return std::nullopt;
        if (!ws_.got_text()) {
            close(boost::beast::websocket::close_code::unknown_data, "text only");
            co_return std::nullopt;
        }
        co_return std::string(static_cast<const char*>(buffer.data().data()), n);
    }

    void send(std::shared_ptr<const std::string> frame) override {
        if (closing_) return;
        queued_ += frame->size();
        queue_.push_back(std::move(frame));
        if (queued_ > limit::socket_queue_bytes) return drop();
        write_on();
    }

    void close(std::uint16_t code, std::string_view reason) override {
        if (closing_) return;
        closing_ = boost::beast::websocket::close_reason(static_cast<boost::beast::websocket::close_code>(code),
                                                         boost::beast::string_view(reason.data(), reason.size()));
        write_on();
    }

    void drop() {
        closing_ = boost::beast::websocket::close_code::policy_error;
        queue_.clear();
        boost::beast::error_code ignored;
        boost::beast::get_lowest_layer(ws_).socket().close(ignored);
    }

    // Until nothing is being written any more.
    awaitable<void> finished() {
        while (writing_) co_await idle_.async_wait(as_error);
    }

private:
    void write_on() {
        if (writing_) return;
        writing_ = true;
        boost::asio::co_spawn(
            ws_.get_executor(),
            [self = this->shared_from_this()]() -> awaitable<void> {
                co_await self->write_all();
                self->writing_ = false;
                self->idle_.cancel();
            },
            boost::asio::detached);
    }

    awaitable<void> write_all() {
        while (!queue_.empty()) {
            const auto frame = std::move(queue_.front());
            queue_.pop_front();
            const auto [error, n] = co_await ws_.async_write(boost::asio::buffer(*frame), as_error);
            queued_ -= std::min(queued_, frame->size());
            if (error) co_return drop();
        }
        if (closing_ && ws_.is_open()) co_await ws_.async_close(*closing_, as_error);
    }

    boost::beast::websocket::stream<Stream> ws_;
    steady_timer idle_;  // cancelled whenever the writing ends
    std::deque<std::shared_ptr<const std::string>> queue_;
    std::size_t queued_ = 0;
    bool writing_ = false;
    std::optional<boost::beast::websocket::close_reason> closing_;
};

}  // namespace linli::gateway
