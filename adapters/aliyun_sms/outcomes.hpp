// What Aliyun's codes mean (短信服务, API error codes): one table for answers, one for
// reports. The sheet has most of them from memory; unknown ones are final, as Aliyun's own are.
#pragma once

#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/aliyun_sms/aliyun_sms.hpp"
#include "adapters/sms.hpp"

namespace linli::adapters::aliyun_sms {

verdict_kind report_verdict(std::string_view err_code);

// BizId, or how the call ended.
sms::outcome answer_of(const settings& account, const http_reply& reply);

}  // namespace linli::adapters::aliyun_sms
