#include "gateway/http/clients.hpp"

#include <algorithm>
#include <string>

#include "dialogs/ascii.hpp"

namespace linli::gateway {

namespace net = boost::asio;

net::ip::address household(const net::ip::address& who) {
    if (!who.is_v6() || who.to_v6().is_v4_mapped()) return who;
    auto bytes = who.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return net::ip::address_v6(bytes);
}

bool is_trusted(const net::ip::address& peer, std::span<const network> trusted) {
    return std::any_of(trusted.begin(), trusted.end(), [&](const network& n) { return n.contains(peer); });
}

net::ip::address real_client(const net::ip::address& peer, std::string_view forwarded_for,
                             std::span<const network> trusted) {
    auto who = peer;
    while (!forwarded_for.empty() && is_trusted(who, trusted)) {
        const auto comma = forwarded_for.rfind(',');
        const auto hop = trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
        boost::system::error_code error;
        const auto before = net::ip::make_address(std::string(hop), error);
        if (error) break;
        who = before;
        forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
    }
    return who;
}

bool client_shares::take(const net::ip::address& client, bool trusted, std::size_t much) {
    if (much > most_ - all_) return false;
    auto& held = by_address_[client];
    if (!trusted && held + much > each_) {
        if (held == 0) by_address_.erase(client);
        return false;
    }
    held += much;
    all_ += much;
    return true;
}

client_shares::place client_shares::enter(const net::ip::address& who, bool trusted, std::size_t much) {
    const auto client = household(who);
    if (!take(client, trusted, much)) return {};
    return {*this, client, much};
}

void client_shares::leave(const net::ip::address& who, std::size_t much) {
    all_ -= much;
    const auto found = by_address_.find(who);
    found->second -= much;
    if (found->second == 0) by_address_.erase(found);
}

}  // namespace linli::gateway
