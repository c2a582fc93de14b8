// Waiting for the turn loop from a coroutine of the I/O thread, beyond what landing.hpp has.
#pragma once

#include <atomic>
#include <boost/asio/async_result.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "gateway/io.hpp"
#include "gateway/landing.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

// `start` is called with a done_handler and must hand it to the loop.
template <class Start>
awaitable<taken> taken_by(landing& l, Start start) {
    co_return co_await boost::asio::async_initiate<const use_awaitable_type, void(taken)>(
        [&l](auto handler, Start begin) {
            begin(done_handler([h = std::move(handler), &l](taken how) mutable {
                l.land([h = std::move(h), how]() mutable { std::move(h)(how); });
            }));
        },
        use_awaitable, std::move(start));
}

// Waits for several submits at once. `one` from any thread, as often as was announced.
class all_taken : public std::enable_shared_from_this<all_taken> {
public:
    explicit all_taken(std::size_t announced) : left_(announced + 1) {}

    void one(taken t) {
        if (t != taken::committed) kept_ = false;
        drop();
    }
    // True: all are committed.
    awaitable<bool> wait(landing& l) {
        co_await boost::asio::async_initiate<const use_awaitable_type, void()>(
            [this, &l](auto handler) {
                auto held = std::make_shared<decltype(handler)>(std::move(handler));
                then_ = [held, &l] { l.land([held] { std::move (*held)(); }); };
                drop();
            },
            use_awaitable);
        co_return kept_.load();
    }

private:
    void drop() {
        // Let go of the waiter as well: it holds this, and a stop may come before it goes on.
        if (--left_ == 0) std::exchange(then_, nullptr)();
    }

    std::atomic<std::size_t> left_;  // one more than submits: the waiter itself
    std::atomic<bool> kept_{true};
    std::function<void()> then_;  // set before the waiter drops its share
};

}  // namespace linli::gateway
