#include "adapters/slack/request_signature.hpp"

#include <charconv>
#include <cstdlib>

#include "adapters/signature.hpp"

namespace linli::adapters::slack {

namespace {

constexpr std::size_t timestamp_digits = 12;  // seconds until the year 33,000

std::optional<std::int64_t> seconds_of(std::string_view timestamp) {
    std::int64_t seconds = 0;
    const auto* end = timestamp.data() + timestamp.size();
    const auto done = std::from_chars(timestamp.data(), end, seconds);
    if (timestamp.size() > timestamp_digits || done.ec != std::errc{} || done.ptr != end) return std::nullopt;
    return seconds;
}

}  // namespace

std::string expected_signature(std::string_view secret, std::string_view timestamp, std::string_view body) {
    std::string text = "v0:";
    text.reserve(text.size() + timestamp.size() + 1 + body.size());
    text.append(timestamp).append(":").append(body);
    return "v0=" + hex(hmac_sha256(secret, text));
}

std::optional<refusal> unproven(const settings& app, const http_request& request, instant now) {
    const auto timestamp = request.find("X-Slack-Request-Timestamp");
    const auto given = request.find("X-Slack-Signature");
    const auto sent = seconds_of(timestamp);
    if (!sent || given.empty()) return refusal{401, "signature"};
    const auto signed_with = [&](const std::string& secret) {
        return !secret.empty() && same_secret(given, expected_signature(secret, timestamp, request.body));
    };
    const bool current = signed_with(app.signing_secret);
    const bool previous = signed_with(app.previous_secret);
    if (!current && !previous) return refusal{401, "signature"};
    const auto ours = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    if (std::abs(ours - *sent) > fresh_s) return refusal{401, "stale"};
    return std::nullopt;
}

}  // namespace linli::adapters::slack
