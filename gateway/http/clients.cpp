#include "gateway/http/clients.hpp"

#include <algorithm>
#include <string>

namespace linli::gateway {
namespace {

namespace net = boost::asio;

// One person usually holds a whole IPv6 /64, so its addresses count as one.
net::ip::address counted(const net::ip::address& who) {
    if (!who.is_v6() || who.to_v6().is_v4_mapped()) return who;
    auto bytes = who.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return net::ip::address_v6(bytes);
}

}  // namespace

bool is_trusted(const net::ip::address& peer, std::span<const network> trusted) {
    return std::any_of(trusted.begin(), trusted.end(),
                       [&](const network& n) { return n.contains(peer); });
}

net::ip::address real_client(const net::ip::address& peer, std::string_view forwarded_for,
                             std::span<const network> trusted) {
    auto who = peer;
    while (!forwarded_for.empty() && is_trusted(who, trusted)) {
        const auto comma = forwarded_for.rfind(',');
        auto hop = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
        while (hop.starts_with(' ')) hop.remove_prefix(1);
        while (hop.ends_with(' ')) hop.remove_suffix(1);
        boost::system::error_code error;
        const auto before = net::ip::make_address(std::string(hop), error);
        if (error) break;
        who = before;
        forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
    }
    return who;
}

connection_counts::place connection_counts::enter(const net::ip::address& who, bool trusted) {
    if (all_ >= most_) return {};
    auto& count = by_address_[counted(who)];
    if (!trusted && count >= each_) return {};
    ++count;
    ++all_;
    return {*this, counted(who)};
}

void connection_counts::leave(const net::ip::address& who) {
    --all_;
    const auto found = by_address_.find(who);
    if (--found->second == 0) by_address_.erase(found);
}

}  // namespace linli::gateway
