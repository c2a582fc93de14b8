// An Android phone as SMS gateway: the app "SMS Gateway for Android"
// (docs/channels/android_sms.md), on the phone itself, in its cloud, or on a server of one's own.
#pragma once

#include <chrono>
#include <string>

#include "adapters/catalogue.hpp"

namespace linli::adapters::android_sms {

struct settings {
    std::string token;                 // secret; "user:password", or a bearer token
    std::string signing_key;           // secret; signs webhooks
    std::string previous_signing_key;  // still accepted while a new one is rolled out
    std::string device_id;             // of several phones; may be empty
    std::string sim_number;            // 1, 2 or empty
    std::string api_url;               // without a trailing slash
    std::string webhook_url;
    std::string hook_path;
    std::chrono::seconds max_age{300};  // of a signature, either way
    bool plain_text = false;
};

channel_type type();

}  // namespace linli::adapters::android_sms
