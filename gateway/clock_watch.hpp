// How far this machine's clock is ahead of the platforms', by the Date of their answers. Signatures and
// deadlines lean on it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http.hpp"
#include "dialogs/time.hpp"

namespace linli::gateway {

// Negative: behind. To about half a second and half of `took`, the time from `sent` to the answer; nothing
// without a readable Date. Pure.
std::optional<span_of_time> ahead_of(const adapters::http_reply& reply, instant sent, span_of_time took);

// Keeps the newest measure of each origin. Where they differ it is one of them that is wrong, so the
// least counts. Thread: that of its http client.
class clock_watch {
public:
    using clock = std::chrono::steady_clock;

    static constexpr std::chrono::minutes every{1};  // of one origin: reading a date costs a microsecond
    static constexpr std::chrono::hours memory{1};   // what nobody has confirmed since is not said
    static constexpr span_of_time patience{2'000};   // a longer answer (a poll) tells too little
    static constexpr std::size_t origins_max = 16;   // more than a deployment has platforms

    void heard(std::string_view origin, const adapters::http_reply& reply, instant sent, span_of_time took,
               clock::time_point now);
    std::optional<span_of_time> ahead(clock::time_point now) const;

private:
    struct measure {
        std::string origin;
        clock::time_point at{};
        span_of_time ahead{};
    };
    std::vector<measure> measures_;
};

}  // namespace linli::gateway
