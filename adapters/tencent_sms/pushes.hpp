// What Tencent pushes: one text an object (回复回调), reports as a list (状态回执).
//
// A text has no id: who, when and what stand for it. Reports are known by sid and their status.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"

namespace linli::adapters::tencent_sms {

std::vector<inbound> read_push(const json& body);

}  // namespace linli::adapters::tencent_sms
