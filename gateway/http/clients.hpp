// Who a request is really from, and how much each client holds of what is bounded: connections, bytes of bodies.
// For the I/O thread.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string_view>

#include <boost/asio/ip/address.hpp>

#include "gateway/config/values.hpp"

namespace linli::gateway {

// The client of a request: the peer, or what the nearest untrusted hop of X-Forwarded-For says when the
// peer is a trusted proxy. A header that is no address ends the walk.
boost::asio::ip::address real_client(const boost::asio::ip::address& peer, std::string_view forwarded_for,
                                     std::span<const network> trusted);

bool is_trusted(const boost::asio::ip::address& peer, std::span<const network> trusted);

// What counts as one client: an address, or the whole /64 of an IPv6 one, which one person usually holds.
boost::asio::ip::address household(const boost::asio::ip::address& who);

class client_shares {
public:
    // What a client holds, given back by its destructor.
    class place {
    public:
        place() = default;
        place(client_shares& in, boost::asio::ip::address who, std::size_t much)
            : in_(&in), who_(std::move(who)), much_(much) {}
        place(place&& other) noexcept : in_(other.in_), who_(other.who_), much_(other.much_) { other.in_ = nullptr; }
        place& operator=(place&&) = delete;
        ~place() {
            if (in_) in_->leave(who_, much_);
        }
        explicit operator bool() const { return in_ != nullptr; }
        // So much more, under the cap of one client; false: there is no room, and it holds what it held.
        bool grow(std::size_t much) {
            if (!in_->take(who_, false, much)) return false;
            much_ += much;
            return true;
        }

    private:
        client_shares* in_ = nullptr;
        boost::asio::ip::address who_;
        std::size_t much_ = 0;
    };

    client_shares(std::size_t most, std::size_t most_each) : most_(most), each_(most_each) {}

    // Empty when there is no room; `much` is above 0. A trusted proxy is not held to the cap of one client.
    place enter(const boost::asio::ip::address& who, bool trusted, std::size_t much = 1);
    std::size_t all() const { return all_; }

private:
    bool take(const boost::asio::ip::address& client, bool trusted, std::size_t much);
    void leave(const boost::asio::ip::address& who, std::size_t much);

    const std::size_t most_;
    const std::size_t each_;
    std::size_t all_ = 0;
    std::map<boost::asio::ip::address, std::size_t> by_address_;
};

}  // namespace linli::gateway
