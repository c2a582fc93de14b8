// SMS through Twilio (docs/channels/twilio.md): form webhooks in, REST out.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "adapters/catalogue.hpp"

namespace linli::adapters::twilio {

struct settings {
    std::string account_sid;
    std::string token;           // secret; signs webhooks and opens the API
    std::string previous_token;  // still accepted on webhooks while a new one is rolled out
    std::string number;          // ours, E.164; or
    std::string messaging_service;
    std::string api_url;      // without a trailing slash
    std::string webhook_url;  // the public address that Twilio calls and signs
    std::string hook_path;    // /webhooks/<name>: where a request's own part of the path begins
    bool plain_text = false;  // typographic characters are sent as ASCII
    bool mms = false;         // the number sends MMS: photos go out as links that Twilio fetches

    std::array<std::string_view, 2> secrets() const { return {token, previous_token}; }
};

channel_type type();

}  // namespace linli::adapters::twilio
