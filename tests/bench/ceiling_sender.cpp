#include "tests/bench/ceiling_sender.hpp"

#include <fmt/format.h>

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

namespace linli::bench {
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t most_lines = 512;  // connections: 10,000 a second to an API that takes 50 ms

class ceiling_sender::line {
public:
    line(boost::asio::io_context& io, ceiling_sender& owner) : owner_(owner), socket_(io) {
        socket_.connect(owner.api_);
        socket_.set_option(boost::asio::ip::tcp::no_delay(true));
    }

    void post(const answer& a) {
        row_ = a.row;
        const auto body = nlohmann::json{{"chat_id", a.chat}, {"text", a.text}}.dump();
        request_ = fmt::format(
            "POST /bot123456:bench/sendMessage HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
            body.size(), body);
        boost::asio::async_write(socket_, boost::asio::buffer(request_),
                                 [this](error_code e, std::size_t) { e ? fail(e) : read(); });
    }

private:
    void read() {
        response_.emplace();
        http::async_read(socket_, buffer_, *response_, [this](error_code e, std::size_t) {
            if (e) return fail(e);
            if (response_->result() != http::status::ok) throw std::runtime_error("the API refused");
            owner_.sent_(row_);
            owner_.take(*this);
        });
    }
    static void fail(error_code e) {
        if (e != boost::asio::error::operation_aborted) throw boost::system::system_error(e);
    }

    ceiling_sender& owner_;
    boost::asio::ip::tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
    std::optional<http::response<http::string_body>> response_;
    std::string request_;
    std::int64_t row_ = 0;
};

ceiling_sender::ceiling_sender(boost::asio::io_context& io, boost::asio::ip::tcp::endpoint api,
                               std::function<void(std::int64_t)> sent)
    : io_(io), api_(api), sent_(std::move(sent)) {}
ceiling_sender::~ceiling_sender() = default;

void ceiling_sender::send(answer a) {
    queue_.push_back(std::move(a));
    if (free_.empty() && lines_.size() < most_lines) {
        lines_.push_back(std::make_unique<line>(io_, *this));
        free_.push_back(lines_.back().get());
    }
    if (free_.empty()) return;
    line& l = *free_.back();
    free_.pop_back();
    take(l);
}

void ceiling_sender::take(line& l) {
    if (queue_.empty()) {
        free_.push_back(&l);
        return;
    }
    const auto a = std::move(queue_.front());
    queue_.pop_front();
    l.post(a);
}

}  // namespace linli::bench
