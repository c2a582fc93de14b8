// X-Slack-Signature: "v0=" + hex(HMAC-SHA256(signing secret, "v0:" + timestamp + ":" + raw body)).
// Slack: "Verifying requests".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

inline constexpr long fresh_s = 300;  // a request older or younger than that is a replay, or a clock

std::string expected_signature(std::string_view secret, std::string_view timestamp, std::string_view body);

// Nothing when the request is Slack's and fresh.
std::optional<refusal> unproven(const settings& app, const http_request& request, instant now);

}  // namespace linli::adapters::slack
