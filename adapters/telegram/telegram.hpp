// Telegram's Bot API (shared/protocols/telegram.md): webhooks or long polling in, REST out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/catalogue.hpp"

namespace linli::adapters::telegram {

// What the configuration says of one bot.
struct settings {
    std::string token;            // secret; stands in the path of every address
    std::string secret;           // of the webhook header; empty only when polling
    std::string previous_secret;  // still accepted while a new one is rolled out
    std::string api_url;          // without a trailing slash
    std::string bot_id;           // the digits of the token; empty when it has none
    std::string username;         // without @; empty when not configured
    std::string webhook_url;
    bool polls = false;
};

channel_type type();

}  // namespace linli::adapters::telegram
