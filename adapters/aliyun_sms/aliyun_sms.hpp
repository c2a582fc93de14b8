// SMS through Aliyun 短信服务 (shared/protocols/aliyun-sms.md): unsigned pushes in, ACS3 out.
#pragma once

#include <string>

#include "adapters/catalogue.hpp"

namespace linli::adapters::aliyun_sms {

struct settings {
    std::string access_key_id;
    std::string access_key_secret;  // secret; signs our requests
    std::string secret;             // secret; in the address that Aliyun calls
    std::string previous_secret;    // still accepted while the address is changed at Aliyun
    std::string sign_name;
    std::string template_code;
    std::string template_param;  // the name of the template's free parameter
    std::string api_url;         // without a trailing slash
    std::string hook_path;
    bool plain_text = false;
};

channel_type type();

}  // namespace linli::adapters::aliyun_sms
