#include "gateway/sessions/stream_link.hpp"

#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "gateway/io.hpp"
#include "gateway/resolving.hpp"

namespace linli::gateway {

namespace net = boost::asio;

namespace {
constexpr std::chrono::seconds open_within{10};
}  // namespace

net::ssl::context make_stream_tls(const std::string& certificates) {
    net::ssl::context tls(net::ssl::context::tls_client);
    tls.set_default_verify_paths();
    if (!certificates.empty()) tls.load_verify_file(certificates);
    tls.set_verify_mode(net::ssl::verify_peer);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    return tls;
}

stream_link::stream_link(net::io_context& io, net::ssl::context* tls) : io_(io) {
    if (tls)
        tls_.emplace(io, *tls);
    else
        plain_.emplace(io);
}

awaitable<std::string> stream_link::open(adapters::stream_peer to) {
    auto found = co_await resolve(io_, to.host, std::to_string(to.port));
    if (!found.why.empty()) co_return std::move(found.why);
    net::steady_timer timer(io_, open_within);
    timer.async_wait([this](auto e) {
        if (!e) close();
    });
    const auto [error, end] = co_await net::async_connect(lowest(), found.ends, as_error);
    if (error) co_return "could not connect: " + error.message();
    boost::system::error_code ignored;
    lowest().set_option(net::ip::tcp::no_delay(true), ignored);
    if (tls_) {
        if (!found.literal) SSL_set_tlsext_host_name(tls_->native_handle(), to.host.c_str());
        tls_->set_verify_callback(net::ssl::host_name_verification(to.host));
        const auto [refused] = co_await tls_->async_handshake(net::ssl::stream_base::client, as_error);
        if (refused) co_return "no TLS: " + refused.message();
    }
    co_return "";
}

awaitable<stream_link::chunk> stream_link::read() {
    boost::system::error_code error;
    std::size_t n = 0;
    if (tls_)
        std::tie(error, n) = co_await tls_->async_read_some(net::buffer(buffer_), as_error);
    else
        std::tie(error, n) = co_await plain_->async_read_some(net::buffer(buffer_), as_error);
    chunk out;
    if (error)
        out.why = "the connection ended: " + error.message();
    else
        out.bytes = std::string_view(buffer_).substr(0, n);
    co_return out;
}

awaitable<bool> stream_link::write(const std::string& bytes) {
    boost::system::error_code error;
    std::size_t n = 0;
    if (tls_)
        std::tie(error, n) = co_await net::async_write(*tls_, net::buffer(bytes), as_error);
    else
        std::tie(error, n) = co_await net::async_write(*plain_, net::buffer(bytes), as_error);
    co_return !error;
}

void stream_link::close() {
    boost::system::error_code ignored;
    lowest().close(ignored);
}

}  // namespace linli::gateway
