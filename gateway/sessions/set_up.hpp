// Tells every platform what it must know before it works with us (a webhook's address): once after
// the start, and again until it succeeds. A platform that refuses only makes its channel's trouble.
// What it tells of the staff room's threads is learned (channels::learn_threads).
//
// Runs on one io_context's thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "gateway/channels.hpp"
#include "gateway/http_client.hpp"
#include "gateway/io.hpp"
#include "storage/store.hpp"

namespace linli::gateway {

class set_up {
public:
    using trouble_handler = std::function<void(std::string_view channel, std::string_view what)>;

    set_up(boost::asio::io_context& io, channels& known, http_client& http, trouble_handler trouble,
           std::chrono::milliseconds first_delay = std::chrono::milliseconds{1000}, storage::address staff_room = {});

    void start();
    void stop();  // on the io_context's thread

private:
    awaitable<void> work(const channel& c);
    awaitable<adapters::verdict> attempt(const channel& c);
    void learn(const channel& c, adapters::threading what);

    boost::asio::io_context& io_;
    channels& known_;
    http_client& http_;
    trouble_handler trouble_;
    const std::chrono::milliseconds first_delay_;
    const storage::address staff_room_;
    std::vector<std::unique_ptr<boost::asio::steady_timer>> timers_;
    bool stopped_ = false;
};

}  // namespace linli::gateway
