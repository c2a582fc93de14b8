// Has pictures cleaned by children of our own (photo_child.hpp), a few at a time.
//
// `clean` may be awaited from any thread and executor; the work runs on the executor given at
// construction, in a strand of its own. It always ends: a child has five seconds, and no more than
// `waiting_max` pictures wait. It is not cancelled halfway. The worker may be destroyed while
// pictures are under way; a child that is left over is killed. No child outlives its call, and
// each is waited for. A child that crashes, is killed or talks nonsense means `not_a_picture`.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "dialogs/result.hpp"
#include "gateway/media/decode.hpp"
#include "gateway/media/refusal.hpp"

namespace linli::media {

// What is started, with an empty environment: ours holds secrets.
struct child_command {
    std::string program = "/proc/self/exe";  // still ours after an upgrade replaced the file
    std::vector<std::string> arguments = {"photo-child"};
    std::chrono::milliseconds patience{5'000};  // on the clock; a picture takes well under one
};

// A picture to be cleaned: its bytes, or a file that has them and stays until `clean` has ended.
using picture_source = std::variant<std::vector<std::uint8_t>, std::filesystem::path>;

class photo_worker {
public:
    static constexpr int children_max = 2;  // 300 MB each at the worst, and two cores
    static constexpr int waiting_max = 16;  // up to 10 MB each from the web; an album is at most ten

    explicit photo_worker(boost::asio::any_io_executor executor, child_command command = {});
    ~photo_worker();
    photo_worker(const photo_worker&) = delete;
    photo_worker& operator=(const photo_worker&) = delete;

    boost::asio::awaitable<result<cleaned, refusal>> clean(picture_source picture);

private:
    struct shop;
    std::shared_ptr<shop> shop_;  // shared with calls under way, which may outlive the worker
};

}  // namespace linli::media
