#include "gateway/media/incoming.hpp"

#include <boost/asio/co_spawn.hpp>

#include "gateway/media/decode.hpp"

namespace linli::gateway {

namespace {

storage::bytes_view as_bytes(std::string_view piece) {
    return {reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size()};
}

media::refusal why_of(storage::disk_error error) {
    return error == storage::disk_error::too_large ? media::refusal::too_big : media::refusal::no_space;
}

}  // namespace

void incoming_media::begin() {
    file_.reset();
    file_.emplace(photos_.begin_file());
    first_.clear();
    refused_.reset();
}

awaitable<bool> incoming_media::write(std::string_view piece) {
    if (picture_ && first_.size() < media::telling_bytes) {
        first_ += piece.substr(0, media::telling_bytes - first_.size());
        if (first_.size() == media::telling_bytes && !media::begins_picture(as_bytes(first_))) {
            refused_ = media::refusal::unsupported;
            co_return false;
        }
    }
    auto put = [this, piece]() -> boost::asio::awaitable<std::optional<storage::disk_error>> {
        const auto written = file_->write(as_bytes(piece));
        co_return written ? std::nullopt : std::optional(written.error());
    };
    const auto error = co_await boost::asio::co_spawn(disk_.get_executor(), put, use_awaitable);
    if (error) refused_ = why_of(*error);
    co_return !error;
}

adapters::kept_body incoming_media::kept() const { return {file_->size(), file_->sha256()}; }

}  // namespace linli::gateway
