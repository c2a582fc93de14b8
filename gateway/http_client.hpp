// Makes the requests that adapters word: keep-alive connections to each origin, TLS with the server's
// name and certificate checked, no redirects, a limit on time and on the answer's size.
//
// Thread: that of its io_context, for every call. A failure is no exception but a reply with status 0;
// `maybe_done` then says whether the request had left. Nothing is ever repeated here but a request that
// a connection from the pool could not take at all. URLs hold secrets on some platforms and are never
// logged or put into a reply.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http.hpp"
#include "gateway/clock_watch.hpp"
#include "gateway/io.hpp"
#include "gateway/metrics/counter.hpp"
#include "gateway/turns/lru.hpp"

namespace linli::gateway {

namespace asio = boost::asio;

struct http_policy {
    // Addresses inside messages may not point into private networks; the check is made on the very
    // address that is connected to, so a name that changes its mind in between gains nothing.
    bool public_only = false;
};

struct http_client_options {
    std::string certificates;           // a file of further authorities, or empty: the system's only
    std::chrono::seconds idle{50};      // below the 60 s after which most servers hang up
    std::size_t idle_per_origin = 512;  // as many as one channel may have in flight
};

// Where the body of an answer goes piece by piece (http_call::to_disk). Must be alive until `send` ends.
class body_sink {
public:
    virtual ~body_sink() = default;
    // A new answer begins: what an earlier one brought is dropped.
    virtual void begin() = 0;
    // False: no more of it is wanted. The connection is closed, and the reply has its head, but not `kept`.
    virtual awaitable<bool> write(std::string_view piece) = 0;
    virtual adapters::kept_body kept() const = 0;
};

// The words of a reply with status 0 that a caller acts upon.
inline constexpr std::string_view http_too_large = "the answer is larger than asked for";
inline constexpr std::string_view http_private = "refused: the address lies in a private network";

class http_client {
public:
    http_client(asio::io_context& io, const http_client_options& o);
    ~http_client();

    // Without a sink every body comes in memory.
    awaitable<adapters::http_reply> send(const adapters::http_call& call, http_policy policy = {},
                                         body_sink* sink = nullptr);

    // Closes what is idle; requests under way end by themselves.
    void close_idle();

    counter connects{0};  // new connections, for metrics
    counter requests{0};
    // By what platforms answer; addresses inside messages (http_policy::public_only) are not asked for the time.
    const clock_watch& clocks() const { return clocks_; }

private:
    class connection;
    struct address;
    using pool = std::vector<std::unique_ptr<connection>>;
    using pools = std::map<std::string, pool, std::less<>>;

    std::shared_ptr<const address> address_of(const std::string& url);
    awaitable<std::string> open(connection& c, const address& to, http_policy policy);
    std::unique_ptr<connection> from_pool(pools& idle, const std::string& origin);
    void to_pool(pools& idle, const std::string& origin, std::unique_ptr<connection> c);

    asio::io_context& io_;
    const http_client_options options_;
    asio::ssl::context tls_;
    lru<std::string, std::shared_ptr<const address>> addresses_{64};  // an account calls the same few all day
    pools idle_;
    clock_watch clocks_;
    pools idle_checked_;  // whose address was checked (http_policy)
};

// Whether an address is one that strangers' links may not point to: loopback, private, link-local,
// unique local, carrier-grade NAT, multicast, unspecified, and all of these mapped into IPv6.
bool is_private(const std::string& address);

}  // namespace linli::gateway
