// SMS through Tencent Cloud 腾讯云短信 (shared/protocols/tencent-sms.md): unsigned pushes in, TC3 out.
#pragma once

#include <string>

#include "adapters/catalogue.hpp"

namespace linli::adapters::tencent_sms {

struct settings {
    std::string secret_id;
    std::string secret_key;       // secret; signs our requests
    std::string secret;           // secret; in the address that Tencent calls
    std::string previous_secret;  // still accepted while the address is changed at Tencent
    std::string sdk_app_id;
    std::string sign_name;
    std::string template_id;
    std::string region;
    std::string api_url;  // without a trailing slash
    std::string hook_path;
    bool plain_text = false;
};

channel_type type();

}  // namespace linli::adapters::tencent_sms
