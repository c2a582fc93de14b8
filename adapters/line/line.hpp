// LINE's Messaging API (docs/channels/line.md): webhooks with batches of events in, replies and
// pushes out, contents from a host of their own.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "adapters/catalogue.hpp"

namespace linli::adapters::line {

struct settings {
    std::string token;            // secret; the channel access token, in the Authorization header only
    std::string channel_secret;   // secret; signs what comes in
    std::string previous_secret;  // still accepted while a new one is rolled out
    std::string api_url;          // both without a trailing slash
    std::string data_url;         // contents: the token goes to these two and nowhere else
    std::string webhook_url;      // empty without a public_url

    std::array<std::string_view, 3> secrets() const { return {token, channel_secret, previous_secret}; }
};

channel_type type();

}  // namespace linli::adapters::line
