// Slack (docs/channels/slack.md): the Events API, interactivity and slash commands in, the Web API
// out. A direct message to the app is a resident's chat; a channel may be the staff group.
//
// Ids of messages are Slack's `ts`. In a direct message they are "<channel>:<ts>": our address of a
// person is their user id, which Slack takes for sending, but not for editing and deleting.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/catalogue.hpp"

namespace linli::adapters::slack {

// Our bot's user id, which Slack tells when the channel is set up. Any thread.
class own_user {
public:
    std::string get() const {
        const auto known = id_.load();
        return known ? *known : std::string();
    }
    void learn(std::string_view id) { id_ = std::make_shared<const std::string>(id); }

private:
    std::atomic<std::shared_ptr<const std::string>> id_;
};

struct settings {
    std::string token;            // secret; "xoxb-…", in the Authorization header only
    std::string signing_secret;   // secret; proves what comes in
    std::string previous_secret;  // still accepted while a new one is rolled out
    std::string api_url;          // ends in "/api"
    std::string files_url;        // the only host that files are fetched from and sent to
    std::string hook_path;        // /webhooks/<name>: where a request's own part of the path begins
    std::shared_ptr<own_user> bot = std::make_shared<own_user>();

    std::array<std::string_view, 3> secrets() const { return {token, signing_secret, previous_secret}; }
};

channel_type type();

}  // namespace linli::adapters::slack
