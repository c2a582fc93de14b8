// What one body is allowed while it comes in: how long it may take, and how much memory it holds. Both follow
// from what has arrived and never from what was announced: announcing costs its sender nothing.
// For the I/O thread. What it holds is given back by its destructor.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "gateway/http/clients.hpp"
#include "gateway/http/limits.hpp"

namespace linli::gateway {

class body_intake {
public:
    using clock = std::chrono::steady_clock;

    // `patience`: for the first bytes.
    body_intake(client_shares& all, boost::asio::ip::address client, clock::time_point now, clock::duration patience)
        : all_(all), client_(std::move(client)), until_(now + patience) {}

    // So many bytes more are here. False: there is no room for them, and the whole body is given up.
    bool take(std::size_t bytes, clock::time_point now) {
        // Whoever sends fast may pause for a while, and not for as long as a slow one would have needed.
        until_ = std::min(until_ + time_of(bytes), now + limit::body_pause);
        const auto own = std::min(bytes, unweighed_);
        unweighed_ -= own;
        return own == bytes || weigh(bytes - own);
    }
    // When there is no more patience, unless more arrives.
    clock::time_point until() const { return until_; }

private:
    static clock::duration time_of(std::size_t bytes) {
        return std::chrono::microseconds{bytes * 1'000'000 / limit::body_rate};
    }
    bool weigh(std::size_t bytes) {
        if (!room_)
            room_.emplace(all_.enter(client_, false, bytes));
        else if (!room_->grow(bytes))
            room_.reset();  // at once: others may still end well
        return room_ && *room_;
    }

    client_shares& all_;
    const boost::asio::ip::address client_;
    std::optional<client_shares::place> room_;
    std::size_t unweighed_ = limit::read_bytes;  // of any body: one read, which its connection has room for
    clock::time_point until_;
};

}  // namespace linli::gateway
