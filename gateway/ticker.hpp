// Brings every deadline to its turn: asks the store which rows are due and submits a tick for each.
//
// Runs on one io_context's thread. It asks the store only when something is due: the turn loop tells
// the earliest new deadline. What fell due while the machine slept comes in pieces, each committed
// before the next is asked for, so that nobody else has to wait. Deletes what is over its retention
// when there is little else to do.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>

#include "gateway/io.hpp"
#include "gateway/landing.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

class ticker {
public:
    struct options {
        std::function<person_id()> office;  // the staff room, where the ticks of cases are taken
        std::function<instant()> now;       // empty: the system's clock
        std::chrono::milliseconds beat{100};
        std::size_t piece = 64;  // half a batch: the other half is for people
        std::chrono::seconds prune_every{60};
    };

    ticker(boost::asio::io_context& io, landing& land, turns& loop, options o);

    void start();
    void stop();  // on the io_context's thread

private:
    awaitable<void> work();
    awaitable<std::size_t> take_due();
    awaitable<void> prune();
    awaitable<bool> rest(std::chrono::milliseconds how_long);  // false: stopped
    instant now() const;

    boost::asio::io_context& io_;
    landing& land_;
    turns& loop_;
    const options options_;
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point next_prune_;
    std::uint64_t turns_at_prune_ = 0;
    bool stopped_ = false;
};

}  // namespace linli::gateway
