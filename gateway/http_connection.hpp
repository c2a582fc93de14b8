// One connection of the http client, plain or TLS, and the exchange of one request on it.
#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <optional>

#include "gateway/http/parsing.hpp"
#include "gateway/http_client.hpp"
#include "gateway/io.hpp"
#include "gateway/timed_stream.hpp"

namespace linli::gateway {

// Where a request goes, taken out of its URL.
struct http_client::address {
    std::string host;  // without brackets
    std::string port;
    bool tls = false;
    std::string origin;         // of the three above: names the pool
    std::string host_and_port;  // as written
    std::string target;
};

class http_client::connection {
public:
    using tls_stream = asio::ssl::stream<timed_stream>;

    connection(asio::io_context& io, asio::ssl::context* tls);

    timed_stream& lowest() { return tls_ ? tls_->next_layer() : *plain_; }
    tls_stream* tls() { return tls_ ? &*tls_ : nullptr; }
    bool alive();  // nothing has arrived since the last answer, not even the end

    struct outcome {
        adapters::http_reply reply;
        bool keep = false;    // may carry another request
        bool unsent = false;  // the request did not leave: another connection may take it
    };
    awaitable<outcome> exchange(const std::string& head, const adapters::http_call& call, body_sink* sink);

    std::chrono::steady_clock::time_point idle_since{};

private:
    template <class Stream>
    awaitable<outcome> exchange_on(Stream& s, const std::string& head, const adapters::http_call& call,
                                   body_sink* sink);
    outcome failed(boost::system::error_code error);
    std::string reason(boost::system::error_code error);

    std::optional<timed_stream> plain_;
    std::optional<tls_stream> tls_;
    header_room header_room_;
    boost::beast::flat_buffer buffer_;
};

}  // namespace linli::gateway
