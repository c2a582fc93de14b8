#include "gateway/media/photo_worker.hpp"

#include <array>
#include <deque>
#include <exception>
#include <fstream>
#include <optional>
#include <span>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "gateway/media/child_process.hpp"
#include "gateway/media/photo_child.hpp"

namespace linli::media {

namespace asio = boost::asio;

namespace {

// co_spawn wants a type that can be empty.
using answer = std::optional<result<cleaned, refusal>>;
using line = asio::local::stream_protocol::socket;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

// A child that was taken over may answer anything; a photo at 2,560 px and quality 82 stays below
// this even when it is noise.
constexpr std::size_t answer_bytes_max = 12 * 1024 * 1024;

asio::awaitable<bool> read_bytes(line& from, std::vector<std::uint8_t>& into) {
    const auto [error, size] = co_await asio::async_read(from, asio::buffer(into), quietly);
    co_return !error && size == into.size();
}

asio::awaitable<std::optional<std::size_t>> read_number(line& from) {
    std::vector<std::uint8_t> bytes(length_bytes);
    if (!co_await read_bytes(from, bytes)) co_return std::nullopt;
    std::size_t number = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) number |= std::size_t{bytes[i]} << (8 * i);
    co_return number;
}

bool looks_like_jpeg(const std::vector<std::uint8_t>& bytes) {
    const std::size_t size = bytes.size();
    return size > 4 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF && bytes[size - 2] == 0xFF &&
           bytes[size - 1] == 0xD9;
}

asio::awaitable<bool> read_jpeg_bytes(line& from, std::vector<std::uint8_t>& into) {
    const auto size = co_await read_number(from);
    if (!size || *size > answer_bytes_max) co_return false;
    into.resize(*size);
    co_return co_await read_bytes(from, into) && looks_like_jpeg(into);
}

// What the child is given, piece by piece.
class reading {
public:
    explicit reading(const picture_source& from) : bytes_(std::get_if<0>(&from)) {
        if (bytes_) {
            size_ = bytes_->size();
            return;
        }
        file_.open(std::get<1>(from), std::ios::binary | std::ios::ate);
        const auto end = file_ ? static_cast<std::streamoff>(file_.tellg()) : 0;
        size_ = end > 0 ? static_cast<std::size_t>(end) : 0;
        file_.seekg(0);
    }
    std::size_t size() const { return size_; }
    // What of it follows; empty at the end, or when the file cannot be read any more.
    std::span<const std::uint8_t> next() {
        if (bytes_) return std::exchange(given_, true) ? std::span<const std::uint8_t>{} : *bytes_;
        file_.read(reinterpret_cast<char*>(piece_.data()), static_cast<std::streamsize>(piece_.size()));
        return {piece_.data(), static_cast<std::size_t>(file_.gcount())};
    }

private:
    const std::vector<std::uint8_t>* bytes_;
    std::ifstream file_;
    std::size_t size_ = 0;
    bool given_ = false;
    std::array<std::uint8_t, 64 * 1024> piece_;
};

asio::awaitable<bool> send(line& to, reading& picture) {
    std::array<std::uint8_t, length_bytes> length;
    for (std::size_t i = 0; i < length_bytes; ++i) length[i] = static_cast<std::uint8_t>(picture.size() >> (8 * i));
    std::size_t left = picture.size();
    std::span<const std::uint8_t> piece = length;
    for (;;) {
        const auto [error, size] = co_await asio::async_write(to, asio::buffer(piece.data(), piece.size()), quietly);
        if (error) co_return false;
        piece = picture.next();
        if (piece.empty() || piece.size() > left) co_return left == 0;
        left -= piece.size();
    }
}

bool plausible(std::size_t side) { return side >= 1 && side <= longer_side_max; }

asio::awaitable<answer> converse(line& child, reading& picture) {
    const answer nonsense = failure{refusal::not_a_picture};
    std::vector<std::uint8_t> status(1);
    if (!co_await send(child, picture) || !co_await read_bytes(child, status)) co_return nonsense;
    if (status[0] != status_taken) {
        const auto why = static_cast<refusal>(status[0] - 1);
        const bool its_own = why == refusal::too_big || why == refusal::too_many_pixels || why == refusal::unsupported;
        co_return failure{its_own ? why : refusal::not_a_picture};
    }
    const auto width = co_await read_number(child);
    if (!width || !plausible(*width)) co_return nonsense;
    const auto height = co_await read_number(child);
    if (!height || !plausible(*height)) co_return nonsense;
    cleaned done{{}, {}, static_cast<int>(*width), static_cast<int>(*height)};
    if (!co_await read_jpeg_bytes(child, done.jpeg)) co_return nonsense;
    if (!co_await read_jpeg_bytes(child, done.thumb)) co_return nonsense;
    co_return done;
}

asio::awaitable<answer> have_cleaned(const child_command& command, const picture_source& source) {
    using namespace asio::experimental::awaitable_operators;
    const auto picture = std::make_unique<reading>(source);
    if (picture->size() > picture_bytes_max) co_return failure{refusal::too_big};
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    auto child = child_process::start(executor, command.program, command.arguments);
    if (!child) co_return failure{refusal::busy};
    asio::steady_timer patience(executor, command.patience);
    auto first = co_await (converse(child->line(), *picture) || patience.async_wait(asio::use_awaitable));
    co_await child->end();
    if (first.index() != 0) co_return failure{refusal::not_a_picture};
    co_return std::get<0>(std::move(first));
}

}  // namespace

// All of it is touched on the strand only.
struct photo_worker::shop {
    struct waiter {
        asio::steady_timer turn;
        bool granted = false;
    };

    asio::strand<asio::any_io_executor> strand;
    child_command command;
    int running = 0;
    std::deque<waiter*> waiting;  // each lives in the frame of its `enter`

    asio::awaitable<bool> enter() {
        if (running < children_max) {
            ++running;
            co_return true;
        }
        if (waiting.size() >= waiting_max) co_return false;
        waiter self{asio::steady_timer(strand, asio::steady_timer::time_point::max())};
        waiting.push_back(&self);
        while (!self.granted) co_await self.turn.async_wait(quietly);
        co_return true;
    }

    // Hands the place to the one who waits longest. Not in a destructor: when the executor is
    // taken down, the frames of the others may be gone already.
    void leave() {
        if (waiting.empty()) {
            --running;
            return;
        }
        waiter* next = waiting.front();
        waiting.pop_front();
        next->granted = true;
        next->turn.cancel();
    }

    static asio::awaitable<answer> work(std::shared_ptr<shop> self, picture_source picture) {
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
        if (!co_await self->enter()) co_return failure{refusal::busy};
        answer done;
        std::exception_ptr bug;
        try {
            done = co_await have_cleaned(self->command, picture);
        } catch (...) {
            bug = std::current_exception();
        }
        self->leave();
        if (bug) std::rethrow_exception(bug);
        co_return done;
    }
};

photo_worker::photo_worker(asio::any_io_executor executor, child_command command)
    : shop_(std::make_shared<shop>(
          shop{asio::strand<asio::any_io_executor>(std::move(executor)), std::move(command), 0, {}})) {}

photo_worker::~photo_worker() = default;

asio::awaitable<result<cleaned, refusal>> photo_worker::clean(picture_source picture) {
    auto done = co_await asio::co_spawn(shop_->strand, shop::work(shop_, std::move(picture)), asio::use_awaitable);
    if (!done) co_return failure{refusal::not_a_picture};
    co_return *std::move(done);
}

}  // namespace linli::media
