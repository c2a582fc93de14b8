// What Aliyun pushes: batches of texts (SmsUp) and of reports (SmsReport), told apart by their fields.
//
// Dedupe: dest_code and sequence_id, or who, when and what where the second is missing; biz_id and the
// number for reports. Times are China's, without a zone.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"

namespace linli::adapters::aliyun_sms {

std::vector<inbound> read_pushes(const json& batch);

}  // namespace linli::adapters::aliyun_sms
