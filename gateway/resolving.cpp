#include "gateway/resolving.hpp"

#include <boost/asio/steady_timer.hpp>

#include "gateway/io.hpp"

namespace linli::gateway {

namespace net = boost::asio;
using net::ip::tcp;

awaitable<resolved> resolve(net::io_context& io, std::string host, std::string port) {
    resolved out;
    boost::system::error_code no_address;
    const auto literal = net::ip::make_address(host, no_address);
    if (!no_address) {
        out.literal = true;
        out.ends.emplace_back(literal, static_cast<std::uint16_t>(std::stoi(port)));
        co_return out;
    }
    tcp::resolver resolver(io);
    net::steady_timer timer(io, std::chrono::seconds(10));
    timer.async_wait([&resolver](auto e) {
        if (!e) resolver.cancel();
    });
    const auto [error, found] = co_await resolver.async_resolve(host, port, as_error);
    timer.cancel();
    if (error) out.why = "no such host: " + error.message();
    for (const auto& f : found) out.ends.push_back(f.endpoint());
    co_return out;
}

}  // namespace linli::gateway
