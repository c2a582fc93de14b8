// What Tencent's codes mean (its SMS API, error codes): one table for answers, one for
// reports. The sheet has them from memory.
#pragma once

#include <string_view>

#include "adapters/adapter.hpp"
#include "adapters/sms.hpp"
#include "adapters/tencent_sms/tencent_sms.hpp"

namespace linli::adapters::tencent_sms {

verdict_kind report_verdict(std::string_view errmsg);

// SerialNo, or how the call ended.
sms::outcome answer_of(const settings& account, const http_reply& reply);

}  // namespace linli::adapters::tencent_sms
