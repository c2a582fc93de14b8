// Telegram's Bot API (docs/channels/telegram.md): webhooks or long polling in, REST out.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/catalogue.hpp"

namespace linli::adapters::telegram {

// The bot's user name, which Telegram tells when the channel is set up. Any thread.
class own_name {
public:
    std::string get() const {
        const auto known = name_.load();
        return known ? *known : std::string();
    }
    void learn(std::string_view name) { name_ = std::make_shared<const std::string>(name); }

private:
    std::atomic<std::shared_ptr<const std::string>> name_;
};

// What the configuration says of one bot, and its name.
struct settings {
    std::string token;            // secret; stands in the path of every address
    std::string secret;           // of the webhook header; empty only when polling
    std::string previous_secret;  // still accepted while a new one is rolled out
    std::string api_url;          // without a trailing slash
    std::string bot_id;           // the digits of the token; empty when it has none
    // Without @: configured, or told by getMe. Until then a command to another bot passes for ours.
    std::shared_ptr<own_name> username = std::make_shared<own_name>();
    std::string webhook_url;
    bool polls = false;
};

channel_type type();

}  // namespace linli::adapters::telegram
