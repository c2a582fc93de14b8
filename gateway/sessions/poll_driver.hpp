// Drives one channel that is polled: poll, read, take the turns, and only when they are on disk tell
// the platform so, with the next poll.
//
// Runs on one io_context's thread. A poll that fails is repeated after 1, 2, 4 … 60 s and shows as the
// channel's trouble. The offset is stored after the events; a crash in between brings them again, and
// they are dropped as duplicates.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/session.hpp"
#include "gateway/channels.hpp"
#include "gateway/http_client.hpp"
#include "gateway/io.hpp"
#include "gateway/landing.hpp"
#include "gateway/receiving.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

class poll_driver {
public:
    struct parts {
        boost::asio::io_context& io;
        channels& known;
        http_client& http;
        receiving& hear;
        turns& loop;
        landing& land;
        std::function<void(std::string_view channel, std::string_view what)> trouble;
        std::chrono::milliseconds first_delay{1000};
    };

    // The channel's adapter must give a session (`polling` != nullptr).
    poll_driver(const channel& c, parts p);

    void start();
    void stop();  // on the io_context's thread; a poll under way ends by itself and is not used
    bool idle() const { return !running_; }

private:
    awaitable<void> work();
    awaitable<bool> round(adapters::poll_session& session);
    awaitable<bool> take(std::vector<adapters::inbound> events);
    awaitable<std::string> stored_state();
    awaitable<bool> store_state(const std::string& state);
    awaitable<void> rest(std::chrono::milliseconds how_long);
    void tell(std::string what);

    const channel& channel_;
    parts parts_;
    boost::asio::steady_timer timer_;
    std::string key_;
    std::string state_;
    std::string told_;
    std::chrono::milliseconds delay_{};
    bool stopped_ = false;
    bool running_ = false;
};

}  // namespace linli::gateway
