#include "gateway/ticker.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "gateway/awaiting.hpp"
#include "gateway/io.hpp"
#include "gateway/turns/counters.hpp"

namespace linli::gateway {

namespace net = boost::asio;

namespace {
constexpr std::chrono::milliseconds between_pieces{20};
constexpr std::chrono::seconds after_failure{1};
constexpr std::uint64_t few_turns = 20;  // in one beat: then deleting disturbs nobody
constexpr int prune_pieces = 1000;       // a round; ~2 ms of the store thread each, apart by a beat
}  // namespace

ticker::ticker(net::io_context& io, landing& land, turns& loop, options o)
    : io_(io), land_(land), loop_(loop), options_(std::move(o)), timer_(io) {
    next_prune_ = std::chrono::steady_clock::now() + options_.prune_every;
}

instant ticker::now() const {
    if (options_.now) return options_.now();
    return std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
}

void ticker::start() { net::co_spawn(io_, work(), net::detached); }

void ticker::stop() {
    stopped_ = true;
    timer_.cancel();
}

awaitable<bool> ticker::rest(std::chrono::milliseconds how_long) {
    timer_.expires_after(how_long);
    co_await timer_.async_wait(as_error);
    co_return !stopped_;
}

awaitable<void> ticker::work() {
    auto next = instant{};  // unknown: ask
    do {
        next = std::min(next, loop_.new_due());
        bool failed = false;
        if (next <= now()) {
            try {
                std::size_t taken_now = 0;
                while ((taken_now = co_await take_due()) > 0 && !stopped_)
                    if (!co_await rest(between_pieces)) co_return;
                const auto ask = [&next](storage::store& s) { next = s.next_due(); };
                co_await on_store(loop_, land_, ask);
            } catch (const std::exception&) {
                failed = true;  // the store is down, which the loop has told everybody
            }
        }
        if (failed && !co_await rest(after_failure)) co_return;
        if (std::chrono::steady_clock::now() >= next_prune_) co_await prune();
    } while (co_await rest(options_.beat));
}

// One piece: how many rows were due and are taken now.
awaitable<std::size_t> ticker::take_due() {
    std::vector<storage::store::due_row> rows;
    const auto ask = [&rows, t = now(), most = options_.piece](storage::store& s) { rows = s.due(t, most); };
    co_await on_store(loop_, land_, ask);
    auto all = std::make_shared<all_taken>(rows.size());
    for (const auto& row : rows) {
        linli::event e;
        const bool of_case = row.about != case_code::none;
        e.room = of_case ? options_.office() : row.conversation;
        e.body = tick{row.about};
        loop_.submit(std::move(e), [all](taken t) { all->one(t); });
    }
    const bool kept = co_await all->wait(land_);
    if (!kept) throw std::runtime_error("not every tick was taken");
    co_return rows.size();
}

awaitable<void> ticker::prune() {
    for (int i = 0; i < prune_pieces && !stopped_; ++i) {
        const auto turns_now = loop_.counters().turns.load(std::memory_order_relaxed);
        const bool idle = turns_now - turns_at_prune_ <= few_turns;
        turns_at_prune_ = turns_now;
        // Under lasting load one piece a round still goes, or the database would grow for ever.
        if (!idle && i > 0) break;
        bool more = false;
        try {
            const auto piece = [&](storage::store& s) { more = s.prune(now()); };
            co_await on_store(loop_, land_, piece);
        } catch (const std::exception&) {
            break;
        }
        if (!more || !co_await rest(options_.beat)) break;
    }
    next_prune_ = std::chrono::steady_clock::now() + options_.prune_every;
}

}  // namespace linli::gateway
