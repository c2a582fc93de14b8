#include "gateway/sessions/set_up.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "gateway/io.hpp"

namespace linli::gateway {

namespace net = boost::asio;

namespace {
constexpr int most_steps = 10;
constexpr std::chrono::milliseconds longest_delay{60'000};
}  // namespace

set_up::set_up(net::io_context& io, channels& known, http_client& http, trouble_handler trouble,
               std::chrono::milliseconds first_delay, storage::address staff_room)
    : io_(io),
      known_(known),
      http_(http),
      trouble_(std::move(trouble)),
      first_delay_(first_delay),
      staff_room_(std::move(staff_room)) {}

void set_up::start() {
    for (const auto& c : known_.all())
        if (!c->adapter->can().hosted) net::co_spawn(io_, work(*c), net::detached);
}

void set_up::stop() {
    stopped_ = true;
    for (auto& t : timers_) t->cancel();
}

awaitable<adapters::verdict> set_up::attempt(const channel& c) {
    adapters::job j;
    j.what = adapters::job::kind::set_up;
    if (c.name == staff_room_.channel) j.chat = staff_room_.chat;
    std::vector<adapters::http_reply> replies;
    adapters::verdict v;
    v.how = adapters::end::retry;
    try {
        for (int i = 0; i < most_steps; ++i) {
            j.now = std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
            auto step = c.adapter->next(j, replies);
            if (auto* end = std::get_if<adapters::verdict>(&step)) co_return std::move(*end);
            replies.push_back(co_await http_.send(std::get<adapters::http_call>(step)));
        }
        v.detail = "setting up takes too many steps";
    } catch (const std::exception& e) {
        v.detail = e.what();
    }
    co_return v;
}

void set_up::learn(const channel& c, adapters::threading what) {
    known_.learn_threads(c.name, staff_room_.chat, what);
    if (what == adapters::threading::forbidden && trouble_) trouble_(c.name, known_.trouble(c.name));
}

awaitable<void> set_up::work(const channel& c) {
    auto& timer = *timers_.emplace_back(std::make_unique<net::steady_timer>(io_));
    auto delay = first_delay_;
    std::string told;
    while (!stopped_) {
        const auto v = co_await attempt(c);
        if (v.how == adapters::end::delivered || v.how == adapters::end::accepted) {
            if (!told.empty()) known_.set_trouble(c.name, "");
            if (c.name == staff_room_.channel) learn(c, v.threading);
            co_return;
        }
        if (v.detail != told || told.empty()) {
            told = v.detail.empty() ? std::string(name_of(v.how)) : v.detail;
            known_.set_trouble(c.name, told);
            if (trouble_) trouble_(c.name, told);
        }
        timer.expires_after(std::max<std::chrono::milliseconds>(delay, v.after));
        co_await timer.async_wait(as_error);
        delay = std::min(delay * 2, longest_delay);
    }
}

}  // namespace linli::gateway
