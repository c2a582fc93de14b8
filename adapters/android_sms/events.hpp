// The app's webhooks as our events (docs.sms-gate.app, "Webhooks").
//
// Dedupe: the top-level id, which stays the same in a redelivery; the minute is the phone's own.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"

namespace linli::adapters::android_sms {

// sms:received, mms:downloaded (its words), sms:delivered and sms:failed; nothing for the others.
std::vector<inbound> read_event(const json& event);

// The events that we ask the app for.
inline constexpr std::string_view wanted[] = {"sms:received", "mms:downloaded", "sms:delivered", "sms:failed"};

}  // namespace linli::adapters::android_sms
