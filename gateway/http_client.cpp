#include "gateway/http_client.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

#include "gateway/http_connection.hpp"
#include "gateway/io.hpp"
#include "gateway/resolving.hpp"

namespace linli::gateway {

using asio::ip::tcp;

namespace {

constexpr int longest_timeout_s = 120;  // long polls take 50 s

adapters::http_reply failed(std::string why) {
    adapters::http_reply r;
    r.body = std::move(why);
    return r;
}

bool safe(std::string_view text) { return text.find_first_of("\r\n\0", 0, 3) == text.npos; }

// The request up to its body. Empty when something in it would break out of its line.
std::string head_of(const adapters::http_call& call, std::string_view host, std::string_view target) {
    std::string h;
    h.reserve(256 + target.size());
    h.append(call.method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    h.append("\r\nUser-Agent: linli\r\nAccept: */*\r\n");
    for (const auto& f : call.headers) {
        if (!safe(f.name) || !safe(f.value) || f.name.find(':') != f.name.npos) return {};
        h.append(f.name).append(": ").append(f.value).append("\r\n");
    }
    if (!call.body.empty() || call.method == "POST" || call.method == "PUT")
        h.append("Content-Length: ").append(std::to_string(call.body.size())).append("\r\n");
    return h.append("\r\n");
}

// 0: none that exists. (Boost.URL's own number wraps around.)
int port_of(const boost::urls::url_view& url, bool tls) {
    if (!url.has_port()) return tls ? 443 : 80;
    const std::string_view text = url.port();
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && port <= 65535 ? port : 0;
}

bool is_private_v4(const asio::ip::address_v4& a) {
    const auto n = a.to_uint();
    const auto in = [&](std::uint32_t net, int bits) { return n >> (32 - bits) == net >> (32 - bits); };
    return in(0x00000000, 8) || in(0x0A000000, 8) || in(0x64400000, 10) || in(0x7F000000, 8) || in(0xA9FE0000, 16) ||
           in(0xAC100000, 12) || in(0xC0000000, 24) || in(0xC0A80000, 16) || in(0xC6120000, 15) || n >= 0xE0000000;
}

bool is_private_address(const asio::ip::address& a) {
    if (a.is_v4()) return is_private_v4(a.to_v4());
    const auto v6 = a.to_v6();
    const auto b = v6.to_bytes();
    const auto zeros = std::find_if(b.begin(), b.end(), [](auto x) { return x != 0; }) - b.begin();
    const asio::ip::address_v4 low({b[12], b[13], b[14], b[15]});
    if (v6.is_v4_mapped() || zeros >= 12) return zeros >= 15 || is_private_v4(low);  // also ::, ::1
    // 64:ff9b::/96 and 2002::/16 carry an IPv4 address inside.
    if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b) return is_private_v4(low);
    if (b[0] == 0x20 && b[1] == 0x02) return is_private_v4(asio::ip::address_v4({b[2], b[3], b[4], b[5]}));
    return (b[0] & 0xfe) == 0xfc || (b[0] == 0xfe && (b[1] & 0x80) == 0x80) || b[0] == 0xff;
}

}  // namespace

bool is_private(const std::string& address) {
    boost::system::error_code e;
    const auto a = asio::ip::make_address(address, e);
    return e || is_private_address(a);
}

http_client::http_client(asio::io_context& io, const http_client_options& o)
    : io_(io), options_(o), tls_(asio::ssl::context::tls_client) {
    tls_.set_default_verify_paths();
    if (!o.certificates.empty()) tls_.load_verify_file(o.certificates);
    tls_.set_verify_mode(asio::ssl::verify_peer);
    SSL_CTX_set_min_proto_version(tls_.native_handle(), TLS1_2_VERSION);
}

http_client::~http_client() = default;

void http_client::close_idle() {
    idle_.clear();
    idle_checked_.clear();
}

// nullptr: not one that can be called.
std::shared_ptr<const http_client::address> http_client::address_of(const std::string& url) {
    if (const auto* known = addresses_.find(url)) return *known;
    const auto read = boost::urls::parse_uri(url);
    if (!read || (read->scheme() != "http" && read->scheme() != "https") || read->has_userinfo() ||
        read->host_address().empty())
        return nullptr;
    address a;
    a.tls = read->scheme() == "https";
    a.host = read->host_address();
    const int port = port_of(*read, a.tls);
    if (port == 0) return nullptr;
    a.port = std::to_string(port);
    a.origin = (a.tls ? "s " : "p ") + a.host + " " + a.port;
    a.host_and_port = std::string(read->encoded_host_and_port());
    a.target = std::string(read->encoded_target());
    if (!a.target.starts_with('/')) a.target.insert(0, "/");
    return addresses_.put(url, std::make_shared<const address>(std::move(a)));
}

std::unique_ptr<http_client::connection> http_client::from_pool(pools& idle, const std::string& origin) {
    const auto it = idle.find(origin);
    if (it == idle.end()) return nullptr;
    auto& waiting = it->second;
    const auto oldest = std::chrono::steady_clock::now() - options_.idle;
    while (!waiting.empty()) {
        auto c = std::move(waiting.back());
        waiting.pop_back();
        if (c->idle_since >= oldest && c->alive()) return c;
    }
    return nullptr;
}

void http_client::to_pool(pools& idle, const std::string& origin, std::unique_ptr<connection> c) {
    auto& waiting = idle[origin];
    const auto now = std::chrono::steady_clock::now();
    // The newest is used first, so the oldest stand in front.
    std::erase_if(waiting, [&](const auto& p) { return p->idle_since < now - options_.idle; });
    if (waiting.size() >= options_.idle_per_origin) return;
    c->idle_since = now;
    c->lowest().expires_never();
    waiting.push_back(std::move(c));
}

// Connects, and shakes hands where there is TLS. "" or why not.
awaitable<std::string> http_client::open(connection& c, const address& to, http_policy policy) {
    auto found = co_await resolve(io_, to.host, to.port);
    if (!found.why.empty()) co_return std::move(found.why);
    auto& ends = found.ends;
    if (policy.public_only) std::erase_if(ends, [](const auto& e) { return is_private_address(e.address()); });
    if (ends.empty()) co_return std::string(http_private);
    const auto [error, end] = co_await c.lowest().async_connect(ends, as_error);
    if (error) co_return "could not connect: " + error.message();
    boost::system::error_code ignored;
    c.lowest().socket().set_option(tcp::no_delay(true), ignored);
    if (auto* tls = c.tls()) {
        if (!found.literal) SSL_set_tlsext_host_name(tls->native_handle(), to.host.c_str());
        tls->set_verify_callback(asio::ssl::host_name_verification(to.host));
        const auto [refused] = co_await tls->async_handshake(asio::ssl::stream_base::client, as_error);
        if (refused) co_return "no TLS: " + refused.message();
    }
    co_return "";
}

awaitable<adapters::http_reply> http_client::send(const adapters::http_call& call, http_policy policy,
                                                  body_sink* sink) {
    count(requests);
    const auto to = address_of(call.url);
    if (!to) co_return failed("not an address that can be called");
    const auto head = head_of(call, to->host_and_port, to->target);
    if (head.empty()) co_return failed("a header of the request is malformed");
    const auto limit = std::clamp(call.timeout_s, 1, longest_timeout_s);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limit);
    auto& idle = policy.public_only ? idle_checked_ : idle_;
    for (;;) {
        auto c = from_pool(idle, to->origin);
        const bool reused = c != nullptr;
        if (!c) {
            c = std::make_unique<connection>(io_, to->tls ? &tls_ : nullptr);
            c->lowest().expires_at(deadline);
            count(connects);
            if (auto why = co_await open(*c, *to, policy); !why.empty()) co_return failed(why);
        }
        c->lowest().expires_at(deadline);
        const auto sent = std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
        const auto began = clock_watch::clock::now();
        auto out = co_await c->exchange(head, call, sink);
        if (out.unsent && reused) continue;
        if (out.reply.status != 0 && !policy.public_only) {
            const auto ended = clock_watch::clock::now();
            const auto took = std::chrono::duration_cast<span_of_time>(ended - began);
            clocks_.heard(to->origin, out.reply, sent, took, ended);
        }
        if (out.keep) to_pool(idle, to->origin, std::move(c));
        co_return std::move(out.reply);
    }
}

}  // namespace linli::gateway
