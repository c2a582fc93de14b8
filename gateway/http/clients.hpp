// Who is connected: counts against the caps, and who a request behind a proxy is really from.
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
boost::asio::ip::address real_client(const boost::asio::ip::address& peer,
                                     std::string_view forwarded_for,
                                     std::span<const network> trusted);

bool is_trusted(const boost::asio::ip::address& peer, std::span<const network> trusted);

class connection_counts {
public:
    // A place among the connections, given back by its destructor.
    class place {
    public:
        place() = default;
        place(connection_counts& in, boost::asio::ip::address who) : in_(&in), who_(std::move(who)) {}
        place(place&& other) noexcept : in_(other.in_), who_(other.who_) { other.in_ = nullptr; }
        place& operator=(place&&) = delete;
        ~place() {
            if (in_) in_->leave(who_);
        }
        explicit operator bool() const { return in_ != nullptr; }

    private:
        connection_counts* in_ = nullptr;
        boost::asio::ip::address who_;
    };

    connection_counts(std::size_t most, std::size_t most_each) : most_(most), each_(most_each) {}

    // Empty when there is no room. A trusted proxy is not held to the cap of one address.
    place enter(const boost::asio::ip::address& who, bool trusted);
    std::size_t all() const { return all_; }

private:
    void leave(const boost::asio::ip::address& who);

    const std::size_t most_;
    const std::size_t each_;
    std::size_t all_ = 0;
    std::map<boost::asio::ip::address, std::size_t> by_address_;
};

}  // namespace linli::gateway
