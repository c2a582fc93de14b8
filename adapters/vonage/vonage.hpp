// SMS through Vonage's SMS API (docs/channels/vonage.md): signed webhooks in, REST out.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "adapters/catalogue.hpp"
#include "adapters/vonage/request_signature.hpp"

namespace linli::adapters::vonage {

struct settings {
    std::string api_key;
    std::string api_secret;                 // secret; opens the API
    std::string signature_secret;           // secret; signs webhooks
    std::string previous_signature_secret;  // still accepted while a new one is rolled out
    method how = method::any;               // of the signature
    std::string number;                     // ours, without a plus, or a sender's name
    std::string api_url;                    // without a trailing slash
    std::string webhook_url;
    std::string hook_path;
    bool plain_text = false;

    std::array<std::string_view, 3> secrets() const {
        return {api_secret, signature_secret, previous_signature_secret};
    }
};

channel_type type();

}  // namespace linli::adapters::vonage
