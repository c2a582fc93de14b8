#include "gateway/sender.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "gateway/io.hpp"
#include "gateway/sending/sender_parts.hpp"
#include "gateway/sessions/stream_driver.hpp"
#include "gateway/turns/tags.hpp"

namespace linli::gateway {

namespace {
using clock = std::chrono::steady_clock;
constexpr std::size_t lost_rows = 1000;           // asked for at once, ~1 ms of the store thread
constexpr std::chrono::seconds look_every{30};    // only what a start has let go of is ever found
constexpr std::chrono::milliseconds look_on{50};  // while there are more

instant wall() { return std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now()); }
}  // namespace

sender::sender(asio::io_context& io, channels& known, http_client& http, turns& loop, sender_options o)
    : io_(io),
      known_(known),
      http_(http),
      loop_(loop),
      options_(std::move(o)),
      memory_(std::make_unique<memory>()),
      lost_timer_(io) {
    for (const auto& c : known_.all()) {
        if (c->adapter->can().hosted) continue;  // we are that platform: its rows are history
        counters_.push_back(std::make_unique<account_counters>());
        counters_.back()->channel = c->name;
        accounts_.emplace(c->name, std::make_unique<account>(io, c.get(), counters_.back().get()));
    }
}

sender::~sender() = default;

void sender::through(std::string_view channel, stream_driver& session) {
    if (account* a = account_of(channel)) a->session = &session;
}

// A session does not send faster for having more at hand, and what waits here keeps its lanes.
std::size_t sender::most_under_way(const account& a) const {
    return a.session ? std::min(a.session->most_jobs(), options_.connections) : options_.connections;
}

void sender::start() { asio::co_spawn(io_, look_for_lost(), asio::detached); }

void sender::stop() {
    asio::post(io_, [this] {
        stopped_ = true;
        lost_timer_.cancel();
        for (auto& [name, a] : accounts_) a->timer.cancel();
    });
}

sender::account* sender::account_of(std::string_view name) {
    const auto it = accounts_.find(name);
    return it == accounts_.end() ? nullptr : it->second.get();
}

void sender::take(std::vector<storage::outbox_row> rows) {
    asio::post(io_, [this, rows = std::move(rows)]() mutable {
        for (auto& row : rows) enqueue(std::move(row));
        for (auto& [name, a] : accounts_) pump(*a);
    });
}

void sender::enqueue(storage::outbox_row row) {
    account* a = account_of(row.to.channel);
    if (!a) {
        adapters::verdict v;
        v.how = adapters::end::rejected;
        v.detail = row.to.channel.empty() ? "no address is known" : "this channel is not configured";
        return loop_.settle(row, v);
    }
    if (a->queue.holds(row.id)) return;
    const auto now = clock::now();
    auto due = now;
    if (const auto wait = row.due - wall(); wait > span_of_time{0}) due += wait;
    const bool group = options_.is_group && options_.is_group(row);
    if (auto old = a->queue.push(std::move(row), group, due, now)) {
        count(a->counts->replaced);
        adapters::verdict newer;
        newer.detail = "a newer state of the same message goes instead";
        loop_.settle(*old, newer);
    }
    a->counts->waiting = a->queue.size();
}

void sender::answer(std::vector<tap_answer> answers) {
    asio::post(io_, [this, answers = std::move(answers)]() mutable {
        for (auto& t : answers) {
            account* a = account_of(t.channel);
            if (!a || stopped_ || a->under_way >= options_.connections) continue;
            asio::co_spawn(io_, tap(*a, std::move(t)), asio::detached);
        }
    });
}

void sender::lend(const std::string& channel, const std::vector<adapters::inbound>& events) {
    const auto* c = known_.find(channel);
    const std::chrono::seconds good{c ? c->adapter->can().answer_token_s : 0};
    if (good.count() == 0) return;
    std::vector<std::pair<std::string, std::string>> tokens;
    for (const auto& e : events)
        if (!e.answer_token.empty()) tokens.emplace_back(token_key(channel, e.chat), e.answer_token);
    if (tokens.empty()) return;
    asio::post(io_, [this, until = clock::now() + good, tokens = std::move(tokens)]() mutable {
        for (auto& [key, text] : tokens) memory_->tokens.put(key, {std::move(text), until});
    });
}

awaitable<void> sender::tap(account& a, tap_answer t) {
    ++a.under_way;
    adapters::job j;
    j.what = adapters::job::kind::answer_tap;
    j.tap_id = std::move(t.tap_id);
    j.message.text = std::move(t.toast);
    co_await attempt(a, j);  // worthless after a few seconds: whatever the end, it is over
    --a.under_way;
    pump(a);
}

// Begins as many sends as may go now, and sets the alarm for the next.
// A send that needs no request ends at once and comes back here: then the round under way goes on,
// or a long queue of such rows would be a deep stack.
void sender::pump(account& a) {
    if (std::exchange(a.pumping, true)) return;
    while (!stopped_ && a.under_way < most_under_way(a)) {
        auto* item = a.queue.take(clock::now());
        if (!item) break;
        ++a.under_way;
        ++under_way_;
        asio::co_spawn(io_, deliver(a, {item}), asio::detached);
    }
    a.pumping = false;
    arm(a);
}

void sender::arm(account& a) {
    const auto at = a.queue.wake();
    if (stopped_ || at == send_queue::time::max() || a.under_way >= most_under_way(a)) return;
    if (at >= a.armed && a.armed > clock::now()) return;
    a.armed = at;
    a.timer.expires_at(at);
    a.timer.async_wait([this, &a](boost::system::error_code e) {
        if (e) return;
        a.armed = send_queue::time::max();
        pump(a);
    });
}

// Rows that no process holds: after a start all of them, as many as memory may hold at a time.
awaitable<void> sender::look_for_lost() {
    while (!stopped_) {
        std::size_t held = 0;
        for (const auto& [name, a] : accounts_) held += a->queue.size();
        more_lost_ = false;
        if (held < options_.held && !asking_) query_lost();
        lost_timer_.expires_after(look_every);
        co_await lost_timer_.async_wait(as_error);
        if (more_lost_) {
            lost_timer_.expires_after(look_on);
            co_await lost_timer_.async_wait(as_error);
        }
    }
}

void sender::query_lost() {
    asking_ = true;
    auto rows = std::make_shared<std::vector<storage::outbox_row>>();
    const auto has_threads = [this](const storage::outbox_row& row) {
        const auto* c = known_.find(row.to.channel);
        return c && c->adapter->can().threads != adapters::thread_form::none;
    };
    loop_.run(
        [rows, has_threads](storage::store& s) {
            *rows = s.unsent(wall(), never, lost_rows);
            with_tags(s, *rows, has_threads);
        },
        [this, rows](std::exception_ptr) {
            asio::post(io_, [this, rows] {
                asking_ = false;
                more_lost_ = rows->size() >= lost_rows;
                take(std::move(*rows));
                if (more_lost_) lost_timer_.cancel();
            });
        });
}

}  // namespace linli::gateway
