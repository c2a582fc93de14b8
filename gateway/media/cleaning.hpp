// A photo cleaned for a coroutine of the I/O thread: the worker runs on an executor of its own.
#pragma once

#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "gateway/io.hpp"
#include "gateway/media/photo_worker.hpp"

namespace linli::gateway {

inline awaitable<result<media::cleaned, media::refusal>> clean_photo(media::photo_worker& worker,
                                                                     media::picture_source picture) {
    using outcome = std::optional<result<media::cleaned, media::refusal>>;  // co_spawn wants a blank one
    auto work = [&worker, &picture]() -> boost::asio::awaitable<outcome> {
        co_return co_await worker.clean(std::move(picture));
    };
    const io_executor here = co_await boost::asio::this_coro::executor;
    auto done = co_await boost::asio::co_spawn(here, work, use_awaitable);
    co_return *std::move(done);
}

}  // namespace linli::gateway
