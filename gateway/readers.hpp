// Questions to the database on threads of their own, so that a slow one never holds up the I/O thread.
//
// Give `ask` a closure that has a name: GCC 12 destroys a temporary one in a co_await expression twice.
// `ask` is awaited on the I/O thread; the function runs on one of the pool's threads with a reader
// that it has alone for that time. What it throws (store_error) is rethrown to whoever awaits.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>

#include "gateway/io.hpp"
#include "storage/reader.hpp"

namespace linli::gateway {

class readers {
public:
    static constexpr std::size_t threads = 2;  // one slow export of a page must not stop the others

    explicit readers(const std::function<std::unique_ptr<storage::reader>()>& make) : pool_(threads) {
        for (std::size_t i = 0; i < threads; ++i) free_.push_back(make());
    }
    ~readers() { pool_.join(); }
    readers(const readers&) = delete;
    readers& operator=(const readers&) = delete;

    template <class F>
    awaitable<std::invoke_result_t<F&, storage::reader&>> ask(F f) {
        using answer = std::invoke_result_t<F&, storage::reader&>;
        auto work = [this, f = std::move(f)]() mutable -> boost::asio::awaitable<answer> {
            loan mine(*this);
            co_return f(*mine.one);
        };
        co_return co_await boost::asio::co_spawn(pool_, std::move(work), use_awaitable);
    }

private:
    // There are as many readers as threads, so one is always free here.
    struct loan {
        explicit loan(readers& all) : from(all) {
            std::lock_guard lock(from.mutex_);
            one = std::move(from.free_.back());
            from.free_.pop_back();
        }
        ~loan() {
            std::lock_guard lock(from.mutex_);
            from.free_.push_back(std::move(one));
        }
        loan(const loan&) = delete;
        loan& operator=(const loan&) = delete;

        readers& from;
        std::unique_ptr<storage::reader> one;
    };

    std::mutex mutex_;
    std::vector<std::unique_ptr<storage::reader>> free_;
    boost::asio::thread_pool pool_;
};

}  // namespace linli::gateway
