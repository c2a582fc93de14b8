#include "gateway/clock_watch.hpp"

#include <algorithm>

#include "adapters/timestamps.hpp"

namespace linli::gateway {

std::optional<span_of_time> ahead_of(const adapters::http_reply& reply, instant sent, span_of_time took) {
    // "Mon, 24 Nov 2025 16:00:00 GMT", as HTTP writes it.
    std::string text(reply.find("Date"));
    if (!text.ends_with(" GMT")) return std::nullopt;
    text.replace(text.size() - 3, 3, "+0000");
    const auto theirs = adapters::read_mail_date(text);
    if (!theirs) return std::nullopt;
    // Theirs is cut to the second, so it is half a second later on the whole.
    return sent + took / 2 - *theirs - std::chrono::milliseconds{500};
}

void clock_watch::heard(std::string_view origin, const adapters::http_reply& reply, instant sent, span_of_time took,
                        clock::time_point now) {
    if (took > patience) return;
    auto known = std::ranges::find(measures_, origin, &measure::origin);
    if (known != measures_.end() && now - known->at < every) return;
    const auto ahead = ahead_of(reply, sent, took);
    if (!ahead) return;
    if (known == measures_.end() && measures_.size() < origins_max)
        known = measures_.insert(known, measure{});
    else if (known == measures_.end())
        known = std::ranges::min_element(measures_, {}, &measure::at);
    *known = {std::string(origin), now, *ahead};
}

std::optional<span_of_time> clock_watch::ahead(clock::time_point now) const {
    std::optional<span_of_time> least;
    for (const auto& m : measures_)
        if (now - m.at <= memory && (!least || std::chrono::abs(m.ahead) < std::chrono::abs(*least))) least = m.ahead;
    return least;
}

}  // namespace linli::gateway
