// Brings results of other threads to the I/O thread: what many threads hand in while the I/O thread
// is busy costs one wake-up, not one each (a commit answers twenty webhooks at once).
//
// `land` from any thread. The functions run on the executor, in order. Lives as long as whoever calls
// `land`; functions that are still waiting when it is destroyed are dropped unrun.
#pragma once

#include <exception>
#include <memory>
#include <mutex>
#include <vector>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include "gateway/io.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

class landing {
public:
    explicit landing(io_executor to) : to_(std::move(to)) {}

    template <class F>
    void land(F f) {
        bool first = false;
        {
            std::lock_guard lock(pile_->mutex);
            first = pile_->waiting.empty();
            pile_->waiting.push_back(std::make_unique<holder<F>>(std::move(f)));
        }
        if (first) boost::asio::post(to_, [pile = pile_] { pile->run(); });
    }

private:
    struct base {
        virtual ~base() = default;
        virtual void run() = 0;
    };
    template <class F>
    struct holder : base {
        explicit holder(F f) : f_(std::move(f)) {}
        void run() override { f_(); }
        F f_;
    };
    struct pile {  // outlives the landing where a post is still under way
        std::mutex mutex;
        std::vector<std::unique_ptr<base>> waiting;
        void run() {
            std::vector<std::unique_ptr<base>> now;
            {
                std::lock_guard lock(mutex);
                now.swap(waiting);
            }
            for (auto& f : now) f->run();
        }
    };

    io_executor to_;
    std::shared_ptr<pile> pile_ = std::make_shared<pile>();
};

// Takes events and waits for their commit. On the I/O thread.
inline awaitable<taken> take(turns& t, landing& l, std::vector<arrival> events) {
    co_return co_await boost::asio::async_initiate<const use_awaitable_type, void(taken)>(
        [&t, &l](auto handler, std::vector<arrival> all) {
            t.submit(std::move(all), done_handler([h = std::move(handler), &l](taken how) mutable {
                         l.land([h = std::move(h), how]() mutable { h(how); });
                     }));
        },
        use_awaitable, std::move(events));
}

// Runs a task on the store thread and waits for it; rethrows what it threw. On the I/O thread. The task
// must have a name and may refer to its caller's locals, which outlive it: GCC 12 destroys a temporary
// closure in a co_await expression twice.
inline awaitable<void> on_store(turns& t, landing& l, std::function<void(storage::store&)> task) {
    co_await boost::asio::async_initiate<const use_awaitable_type, void(std::exception_ptr)>(
        [&t, &l](auto handler, std::function<void(storage::store&)> f) {
            // std::function wants a copyable target, hence the shared handler.
            auto kept = std::make_shared<decltype(handler)>(std::move(handler));
            t.run(std::move(f),
                  [kept, &l](std::exception_ptr failed) { l.land([kept, failed] { std::move (*kept)(failed); }); });
        },
        use_awaitable, std::move(task));
}

}  // namespace linli::gateway
