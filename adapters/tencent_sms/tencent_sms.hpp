// SMS through Tencent Cloud 腾讯云短信 (docs/channels/tencent_sms.md): unsigned pushes in, TC3 out.
#pragma once

#include <string>

#include "adapters/catalogue.hpp"
#include "adapters/templated.hpp"

namespace linli::adapters::tencent_sms {

struct settings {
    templated::settings common;
    std::string secret_id;
    std::string secret_key;  // secret; signs our requests
    std::string sdk_app_id;
    std::string template_id;
    std::string region;
};

channel_type type();

}  // namespace linli::adapters::tencent_sms
