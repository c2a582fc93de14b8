// A call of Tencent Cloud's API, signed with TC3-HMAC-SHA256 ("Signature v3").
#pragma once

#include <string>

#include "adapters/adapter.hpp"
#include "adapters/tencent_sms/tencent_sms.hpp"

namespace linli::adapters::tencent_sms {

http_call signed_call(const settings& account, std::string_view action, std::string payload, instant now);

}  // namespace linli::adapters::tencent_sms
