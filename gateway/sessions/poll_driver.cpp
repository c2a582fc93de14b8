#include "gateway/sessions/poll_driver.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "gateway/awaiting.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

namespace net = boost::asio;

namespace {
constexpr std::chrono::milliseconds longest_delay{60'000};
constexpr std::chrono::milliseconds when_busy{500};  // the mailbox holds about a second of work
}  // namespace

poll_driver::poll_driver(const channel& c, parts p)
    : channel_(c), parts_(std::move(p)), timer_(parts_.io), key_("poll." + c.name) {}

void poll_driver::start() {
    running_ = true;
    net::co_spawn(parts_.io, work(), net::detached);
}

void poll_driver::stop() {
    stopped_ = true;
    timer_.cancel();
}

awaitable<void> poll_driver::rest(std::chrono::milliseconds how_long) {
    if (stopped_ || how_long.count() <= 0) co_return;
    timer_.expires_after(how_long);
    co_await timer_.async_wait(as_error);
}

void poll_driver::tell(std::string what) {
    if (what == told_) return;
    parts_.known.set_trouble(channel_.name, what);
    if (!what.empty() && parts_.trouble) parts_.trouble(channel_.name, what);
    told_ = std::move(what);
}

awaitable<std::string> poll_driver::stored_state() {
    std::string found;
    for (;;) {
        bool failed = false;
        try {
            const auto ask = [&](storage::store& s) { found = s.setting(key_).value_or(std::string()); };
            co_await on_store(parts_.loop, parts_.land, ask);
        } catch (const std::exception&) {
            failed = true;
        }
        // Without its offset a poll would bring the last day again: wait for the store.
        if (!failed || stopped_) co_return found;
        co_await rest(when_busy);
    }
}

awaitable<bool> poll_driver::store_state(const std::string& state) {
    if (state == state_) co_return true;
    try {
        const auto put = [&](storage::store& s) { s.set_setting(key_, state); };
        co_await on_store(parts_.loop, parts_.land, put);
    } catch (const std::exception&) {
        co_return false;
    }
    state_ = state;
    co_return true;
}

// True: all are on disk. The platform keeps them until then, so this does not give up but for a stop.
awaitable<bool> poll_driver::take(std::vector<adapters::inbound> events) {
    std::vector<arrival> all;
    for (auto& e : events) {
        parts_.known.saw(channel_.name, e);
        all.push_back({channel_.name, std::move(e)});
    }
    parts_.hear.read(all);
    while (!stopped_) {
        const auto offer = [&](done_handler done) { parts_.loop.submit_uncapped(all, std::move(done)); };
        const auto how = co_await taken_by(parts_.land, offer);
        if (how == taken::committed) co_return true;
        co_await rest(when_busy);
    }
    co_return false;
}

// One poll and what it brought. False: it must not be confirmed.
awaitable<bool> poll_driver::round(adapters::poll_session& session) {
    auto reply = co_await parts_.http.send(session.poll());
    if (stopped_) co_return false;
    auto fed = session.feed(reply);
    if (fed.first) {
        const auto call = std::move(*fed.first);
        auto answer = session.feed(co_await parts_.http.send(call));
        answer.pause = std::max(answer.pause, fed.pause);
        if (answer.trouble.empty()) answer.trouble = std::move(fed.trouble);
        fed = std::move(answer);
    }
    if (!fed.events.empty() && !co_await take(std::move(fed.events))) co_return false;
    session.committed();
    const auto state = session.state();
    while (!stopped_ && !co_await store_state(state)) co_await rest(when_busy);
    tell(fed.trouble);
    // The session's own pause, and our schedule where things keep going wrong.
    delay_ =
        fed.trouble.empty() ? std::chrono::milliseconds{} : std::clamp(delay_ * 2, parts_.first_delay, longest_delay);
    co_await rest(std::max<std::chrono::milliseconds>(fed.pause, delay_));
    co_return true;
}

awaitable<void> poll_driver::work() {
    state_ = co_await stored_state();
    auto session = channel_.adapter->polling(state_);
    while (session && !stopped_) {
        bool broken = false;
        try {
            co_await round(*session);
        } catch (const std::exception& e) {
            tell(e.what());
            broken = true;
        }
        if (!broken) continue;
        // A session that threw may be in any state: a new one goes on from what is stored.
        session = channel_.adapter->polling(state_);
        delay_ = std::clamp(delay_ * 2, parts_.first_delay, longest_delay);
        co_await rest(delay_);
    }
    running_ = false;
}

}  // namespace linli::gateway
