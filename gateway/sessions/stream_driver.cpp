#include "gateway/sessions/stream_driver.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "gateway/failpoints.hpp"
#include "gateway/io.hpp"
#include "gateway/sessions/stream_link.hpp"

namespace linli::gateway {

namespace net = boost::asio;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {
constexpr milliseconds store_again{500};           // after a refusal; the mailbox holds about a second of work
constexpr milliseconds close_within{2000};         // what is still to be written when a session closes
constexpr std::size_t most_unwritten = 256 << 10;  // then we stop reading: they ask faster than they read
}  // namespace

stream_driver::stream_driver(const channel& c, parts p)
    : channel_(c),
      parts_(std::move(p)),
      key_("session." + c.name),
      session_(c.adapter->streaming({})),
      pause_timer_(parts_.io),
      tick_timer_(parts_.io),
      write_timer_(parts_.io),
      room_timer_(parts_.io),
      keep_timer_(parts_.io),
      began_(steady_clock::now()),
      began_wall_(std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now())) {
    if (session_->peer().tls) tls_.emplace(make_stream_tls(parts_.certificates));
}

stream_driver::~stream_driver() = default;

// The wall's time at our start and what has passed since: it never goes backwards.
instant stream_driver::now() const {
    return began_wall_ + std::chrono::duration_cast<span_of_time>(steady_clock::now() - began_);
}

void stream_driver::start() {
    running_ = true;
    net::co_spawn(parts_.io, work(), net::detached);
}

void stream_driver::leave() {
    if (std::exchange(leaving_, true)) return;
    pause_timer_.cancel();
    keep_timer_.cancel();
    if (opening_) opening_->close();
    if (!link_) return;
    session_->leave(now());
    flush();
}

awaitable<adapters::verdict> stream_driver::send(adapters::job what) {
    if (!ready_ || leaving_) {
        adapters::verdict v;
        v.how = adapters::end::retry;
        v.detail = "not connected";
        co_return v;
    }
    co_return co_await net::async_initiate<const use_awaitable_type, void(adapters::verdict)>(
        [this](auto handler, adapters::job j) {
            auto held = std::make_shared<decltype(handler)>(std::move(handler));
            jobs_[j.id] = [held](adapters::verdict v) { std::move (*held)(std::move(v)); };
            session_->send(j, now());
            flush();
        },
        use_awaitable, std::move(what));
}

// Does what the session wishes. Nothing here calls back into it: ends are told from the event loop.
void stream_driver::flush() {
    auto wishes = session_->take();
    if (link_) to_write_ += wishes.bytes;
    closing_ |= wishes.close;
    if (link_ && (!to_write_.empty() || closing_)) write_timer_.cancel();
    if (!wishes.keep.empty()) {
        std::move(wishes.keep.begin(), wishes.keep.end(), std::back_inserter(to_keep_));
        keep_timer_.cancel();
    }
    for (auto& e : wishes.ends) {
        auto node = jobs_.extract(e.job);
        if (node.empty()) continue;
        net::post(parts_.io, [h = std::move(node.mapped()), v = std::move(e.how)]() mutable { h(std::move(v)); });
    }
    tell(session_->trouble());
    arm();
}

void stream_driver::arm() {
    const auto due = session_->due();
    if (due == never) {
        tick_timer_.cancel();
        return;
    }
    tick_timer_.expires_after(std::max<span_of_time>(due - now(), span_of_time{1}));
    tick_timer_.async_wait([this](boost::system::error_code e) {
        if (e || !running_) return;
        session_->tick(now());
        flush();
    });
}

void stream_driver::tell(std::string what) {
    if (what == told_) return;
    parts_.known.set_trouble(channel_.name, what);
    if (!what.empty() && parts_.trouble) parts_.trouble(channel_.name, what);
    told_ = std::move(what);
}

milliseconds stream_driver::jittered(milliseconds pause) {
    // A fifth either way: many programs that lost one SMSC do not come back as one.
    const auto fifth = pause.count() / 5;
    return pause + milliseconds{std::uniform_int_distribution<long>(-fifth, fifth)(dice_)};
}

awaitable<void> stream_driver::rest(net::steady_timer& timer, milliseconds how_long) {
    timer.expires_after(how_long);
    co_await timer.async_wait(as_error);
}

awaitable<void> stream_driver::work() {
    for (bool known = false; !known && !leaving_;) {
        const auto state = co_await stored_state();
        known = state.has_value();
        if (known)
            stored_ = *state;
        else
            co_await rest(pause_timer_, store_again);
    }
    session_ = channel_.adapter->streaming(stored_);
    ready_ = true;
    net::co_spawn(parts_.io, keep_all(), net::detached);
    flush();
    while (!leaving_) {
        const auto why = co_await connection();
        session_->closed(why, now());
        flush();
        if (!leaving_) co_await rest(pause_timer_, jittered(session_->pause()));
    }
    tick_timer_.cancel();
    running_ = false;
    keep_timer_.cancel();
}

// One connection from its beginning to its end: why it ended.
awaitable<std::string> stream_driver::connection() {
    auto link = std::make_shared<stream_link>(parts_.io, tls_ ? &*tls_ : nullptr);
    const auto peer = session_->peer();
    opening_ = link.get();
    auto why = co_await link->open(peer);
    opening_ = nullptr;
    if (!why.empty() || leaving_) co_return why;
    link_ = link;
    closing_ = false;
    to_write_.clear();
    net::co_spawn(parts_.io, write_all(link), net::detached);
    session_->opened(now());
    flush();
    for (;;) {
        const auto got = co_await link->read();
        if (got.bytes.empty()) {
            why = got.why;
            break;
        }
        session_->feed(got.bytes, now());
        flush();
        while (to_write_.size() > most_unwritten && !closing_) {
            room_timer_.expires_at(net::steady_timer::time_point::max());
            co_await room_timer_.async_wait(as_error);
        }
    }
    link->close();
    link_.reset();
    write_timer_.cancel();
    co_return why;
}

awaitable<void> stream_driver::write_all(std::shared_ptr<stream_link> link) {
    net::steady_timer late(parts_.io);
    while (link_ == link) {
        if (to_write_.empty() && !closing_) {
            write_timer_.expires_at(net::steady_timer::time_point::max());
            co_await write_timer_.async_wait(as_error);
            continue;
        }
        if (to_write_.empty()) break;
        if (closing_) {
            late.expires_after(close_within);
            late.async_wait([link](boost::system::error_code e) {
                if (!e) link->close();
            });
        }
        const auto bytes = std::exchange(to_write_, {});
        const bool written = co_await link->write(bytes);
        closing_ |= !written;
        room_timer_.cancel();
        if (!written) break;
    }
    link->close();
}

// What came goes to disk, batch by batch: while one commits, the next gathers.
awaitable<void> stream_driver::keep_all() {
    while (running_) {
        if (to_keep_.empty() && session_->state() == stored_) {
            keep_timer_.expires_at(net::steady_timer::time_point::max());
            co_await keep_timer_.async_wait(as_error);
            continue;
        }
        const auto batch = std::exchange(to_keep_, {});
        const auto how = co_await take_all(batch);
        // Behind its events: a part that is forgotten must be on record as a message.
        const auto state = session_->state();
        const bool stored = co_await store_state(state);
        failpoint("before_ack");
        for (std::size_t i = 0; i < batch.size(); ++i)
            session_->committed(batch[i].mark, stored && how[i] == taken::committed, now());
        flush();
        if (!stored && running_) co_await rest(keep_timer_, store_again);
    }
}

awaitable<std::vector<taken>> stream_driver::take_all(const std::vector<item>& items) {
    std::vector<taken> how(items.size(), taken::committed);
    std::vector<std::pair<std::size_t, std::vector<arrival>>> asked;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].events.empty()) continue;
        std::vector<arrival> all;
        for (const auto& e : items[i].events) all.push_back({channel_.name, e});
        parts_.hear.read(all);
        asked.emplace_back(i, std::move(all));
    }
    if (asked.empty()) co_return how;
    // Each by itself: one sender who is over the cap is told to come later, and nobody else.
    std::size_t left = asked.size();
    net::steady_timer over(parts_.io, net::steady_timer::time_point::max());
    for (auto& [i, all] : asked) {
        const bool report = std::holds_alternative<delivery>(all.front().what.body);
        auto done = [this, &how, &left, &over, which = i](taken t) {
            parts_.land.land([&how, &left, &over, which, t] {
                how[which] = t;
                if (--left == 0) over.cancel();
            });
        };
        if (report)
            parts_.loop.submit_uncapped(std::move(all), std::move(done));
        else
            parts_.loop.submit(std::move(all), std::move(done));
    }
    while (left > 0) co_await over.async_wait(as_error);
    co_return how;
}

awaitable<bool> stream_driver::store_state(std::string state) {
    if (state == stored_) co_return true;
    try {
        const auto sealed = state.empty() ? std::string() : parts_.seal(state);
        const auto put = [&](storage::store& s) { s.set_setting(key_, sealed); };
        co_await on_store(parts_.loop, parts_.land, put);
    } catch (const std::exception&) {
        co_return false;
    }
    stored_ = std::move(state);
    co_return true;
}

// nullopt: the store cannot tell now. What was sealed by another key is no state.
awaitable<std::optional<std::string>> stream_driver::stored_state() {
    std::string found;
    try {
        const auto ask = [&](storage::store& s) { found = s.setting(key_).value_or(std::string()); };
        co_await on_store(parts_.loop, parts_.land, ask);
    } catch (const std::exception&) {
        co_return std::nullopt;
    }
    if (found.empty()) co_return found;
    co_return parts_.unseal(found).value_or(std::string());
}

}  // namespace linli::gateway
