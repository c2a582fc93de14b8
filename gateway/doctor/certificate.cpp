#include "gateway/doctor/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <cstdio>
#include <memory>

#include "gateway/resolving.hpp"

namespace linli::gateway::doctor {
namespace {

namespace net = boost::asio;

// Kept alive by the alarm as well, which may ring when nobody waits any more.
struct visit {
    net::ssl::context context{net::ssl::context::tls_client};
    net::ssl::stream<tcp_socket> stream;

    explicit visit(net::io_context& io) : stream(io, (context.set_default_verify_paths(), context)) {
        context.set_verify_mode(net::ssl::verify_none);  // an expired one shall be seen, not refused
    }
};

void read_end(certificate& c, const X509* shown) {
    int days = 0, seconds = 0;
    if (ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(shown)) == 1)
        c.days_left = days - (seconds < 0 ? 1 : 0);
}

bool names(X509* shown, const std::string& host) {
    return X509_check_host(shown, host.data(), host.size(), 0, nullptr) == 1 ||
           X509_check_ip_asc(shown, host.c_str(), 0) == 1;
}

}  // namespace

awaitable<certificate> certificate_of(net::io_context& io, std::string host, std::string port,
                                      std::chrono::seconds patience) {
    certificate out;
    auto found = co_await resolve(io, host, port);
    if (!found.why.empty()) {
        out.trouble = found.why;
        co_return out;
    }
    const auto v = std::make_shared<visit>(io);
    steady_timer alarm(io, patience);
    alarm.async_wait([v](boost::system::error_code stopped) {
        boost::system::error_code ignored;
        if (!stopped) v->stream.lowest_layer().close(ignored);
    });
    boost::system::error_code failed;
    for (const auto& end : found.ends) {
        boost::system::error_code ignored;
        v->stream.lowest_layer().close(ignored);
        std::tie(failed) = co_await v->stream.lowest_layer().async_connect(end, as_error);
        if (!failed) break;
    }
    if (failed) {
        out.trouble = "could not connect: " + failed.message();
        co_return out;
    }
    if (!found.literal) SSL_set_tlsext_host_name(v->stream.native_handle(), host.c_str());
    const auto [refused] = co_await v->stream.async_handshake(net::ssl::stream_base::client, as_error);
    alarm.cancel();
    if (refused) {
        out.trouble = "no TLS: " + refused.message();
        co_return out;
    }
    const std::unique_ptr<X509, decltype(&X509_free)> shown(SSL_get1_peer_certificate(v->stream.native_handle()),
                                                            X509_free);
    if (!shown) {
        out.trouble = "it shows no certificate";
        co_return out;
    }
    read_end(out, shown.get());
    const auto verdict = SSL_get_verify_result(v->stream.native_handle());
    out.trusted = verdict == X509_V_OK && names(shown.get(), host);
    if (!out.trusted)
        out.why = verdict == X509_V_OK ? "it is for another name" : X509_verify_cert_error_string(verdict);
    boost::system::error_code ignored;
    v->stream.lowest_layer().close(ignored);
    co_return out;
}

certificate certificate_in(const std::filesystem::path& file, const std::string& host) {
    certificate out;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "re"), std::fclose);
    const std::unique_ptr<X509, decltype(&X509_free)> shown(
        in ? PEM_read_X509(in.get(), nullptr, nullptr, nullptr) : nullptr, X509_free);
    if (!shown) {
        out.trouble = file.string() + " cannot be read as a certificate";
        return out;
    }
    read_end(out, shown.get());
    out.trusted = host.empty() || names(shown.get(), host);
    if (!out.trusted) out.why = "it is for another name than " + host;
    return out;
}

}  // namespace linli::gateway::doctor
