// A call of Aliyun's API, signed with ACS3-HMAC-SHA256 ("V3 request syntax and signature").
#pragma once

#include <string>

#include "adapters/adapter.hpp"
#include "adapters/aliyun_sms/aliyun_sms.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters::aliyun_sms {

// Parameters go in the query, sorted; the body is empty. `nonce` must not come twice.
http_call signed_call(const settings& account, std::string_view action, form_fields parameters, instant now,
                      const std::string& nonce);

}  // namespace linli::adapters::aliyun_sms
