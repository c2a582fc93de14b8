#include "gateway/media/fetcher.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "gateway/awaiting.hpp"
#include "gateway/failpoints.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

namespace net = boost::asio;

namespace {
constexpr int at_once = 4;                 // of connections; their bodies go to disk in pieces
constexpr std::size_t left_over = 10'000;  // rows of an earlier life, ~300 B each
constexpr std::chrono::milliseconds longest_delay{300'000};
constexpr std::chrono::milliseconds when_busy{500};
}  // namespace

fetcher::fetcher(parts p) : parts_(std::move(p)), timer_(parts_.io) {}
fetcher::~fetcher() { disk_.join(); }

void fetcher::start() {
    auto rows = std::make_shared<std::vector<storage::fetch_row>>();
    parts_.loop.run([rows](storage::store& s) { *rows = s.pending_fetches(left_over); },
                    [this, rows](std::exception_ptr failed) {
                        if (!failed) take(std::move(*rows));
                    });
}

void fetcher::stop() {
    stopped_ = true;
    timer_.cancel();
}

void fetcher::take(std::vector<storage::fetch_row> rows) {
    net::post(parts_.io, [this, rows = std::move(rows)]() mutable {
        for (auto& row : rows) add(std::move(row));
        pump();
    });
}

void fetcher::add(storage::fetch_row row) {
    if (!held_.insert(row.job).second) return;
    queue_.push_back({std::move(row), clock::now(), {}, 0});
}

// A coroutine may run at once and come back here before it is left: then the round under way goes on.
void fetcher::pump() {
    if (std::exchange(pumping_, true)) return;
    const auto now = clock::now();
    while (under_way_ < at_once && !stopped_) {
        const auto it = std::ranges::find_if(queue_, [&](const waiting& w) { return w.due <= now; });
        if (it == queue_.end()) break;
        ++under_way_;
        auto next = std::move(*it);
        queue_.erase(it);
        net::co_spawn(parts_.io, work(std::move(next)), net::detached);
    }
    pumping_ = false;
    if (stopped_ || queue_.empty() || under_way_ >= at_once) return;
    timer_.expires_at(std::ranges::min_element(queue_, {}, &waiting::due)->due);
    timer_.async_wait([this](boost::system::error_code e) {
        if (!e) pump();
    });
}

void fetcher::note(const storage::fetch_row& row, std::string_view what) {
    if (parts_.trouble) parts_.trouble(row.channel, what);
}

awaitable<void> fetcher::work(waiting w) {
    outcome out = later{"", {}};
    try {
        out = co_await fetch(w.row);
    } catch (const std::exception& e) {
        out = later{e.what(), {}};
    }
    failpoint("during_fetch");
    if (auto* l = std::get_if<later>(&out)) {
        if (clock::now() - w.since < parts_.give_up) {
            again(std::move(w), *l);
            --under_way_;
            co_return pump();
        }
        note(w.row, "given up: " + l->why);
        out = std::string("gone");
    }
    if (auto* kept = std::get_if<attachment>(&out)) {
        count(counts_.stored);
        event_body stored = media_stored{w.row.job, std::move(*kept)};
        co_await finish(w.row, std::move(stored));
    } else {
        count(counts_.refused);
        event_body refused = media_refused{w.row.job, std::get<std::string>(out)};
        co_await finish(w.row, std::move(refused));
    }
    held_.erase(w.row.job);
    --under_way_;
    pump();
}

void fetcher::again(waiting w, const later& l) {
    count(counts_.retried);
    const auto delay = std::min(parts_.first_delay * (1 << std::min(w.attempts, 9)), longest_delay);
    ++w.attempts;
    w.due = clock::now() + std::max<clock::duration>(delay, std::min<clock::duration>(l.after, longest_delay));
    queue_.push_back(std::move(w));
}

awaitable<void> fetcher::rest(std::chrono::milliseconds how_long) {
    net::steady_timer t(parts_.io, how_long);
    co_await t.async_wait(as_error);
}

// Not over before the event is on disk: the row in the store goes after it.
awaitable<void> fetcher::finish(const storage::fetch_row& row, event_body body) {
    while (!stopped_) {
        linli::event e;
        e.room = e.sender = row.room;
        e.body = body;
        const auto offer = [&](done_handler done) { parts_.loop.submit(std::move(e), std::move(done)); };
        const auto how = co_await taken_by(parts_.land, offer);
        if (how == taken::committed) {
            parts_.loop.fetched(row.job);
            co_return;
        }
        co_await rest(when_busy);
    }
}

}  // namespace linli::gateway
