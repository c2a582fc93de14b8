// SMS through Aliyun 短信服务 (docs/channels/aliyun_sms.md): unsigned pushes in, ACS3 out.
#pragma once

#include <string>

#include "adapters/catalogue.hpp"
#include "adapters/templated.hpp"

namespace linli::adapters::aliyun_sms {

struct settings {
    templated::settings common;
    std::string access_key_id;
    std::string access_key_secret;  // secret; signs our requests
    std::string template_code;
    std::string template_param;  // the name of the template's free parameter
};

channel_type type();

}  // namespace linli::adapters::aliyun_sms
