// Media on its way from a platform to disk (http_client.hpp's sink): written on a thread that may wait,
// and broken off as soon as it cannot be what it should be.
//
// For the I/O thread. What is not kept is removed with the object.
#pragma once

#include <optional>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "gateway/http_client.hpp"
#include "gateway/io.hpp"
#include "gateway/media/refusal.hpp"
#include "storage/photos.hpp"

namespace linli::gateway {

class incoming_media final : public body_sink {
public:
    incoming_media(const storage::photo_store& photos, boost::asio::thread_pool& disk, bool picture)
        : photos_(photos), disk_(disk), picture_(picture) {}

    void begin() override;
    awaitable<bool> write(std::string_view piece) override;
    adapters::kept_body kept() const override;

    // Why `write` wanted no more; nothing while all is well.
    std::optional<media::refusal> refused() const { return refused_; }
    // Once an answer has begun.
    storage::incoming_file& file() { return *file_; }
    bool empty() const { return !file_ || file_->size() == 0; }

private:
    const storage::photo_store& photos_;
    boost::asio::thread_pool& disk_;
    bool picture_;
    std::string first_;  // bytes, until they tell what it is
    std::optional<storage::incoming_file> file_;
    std::optional<media::refusal> refused_;
};

}  // namespace linli::gateway
