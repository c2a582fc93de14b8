// Twilio's webhooks as our events: an SMS that came in, and the state of one that went out.
//
// Dedupe: key = MessageSid (with the state for a report). Twilio gives no time, so minute is 0:
// such keys are kept by their arrival.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters::twilio {

std::vector<inbound> read_message(const form_fields& fields);

// Only the states that end a message: delivered (or read), undelivered, failed, canceled. Reports come
// in any order; since none before the last is taken, a state never goes backwards.
std::vector<inbound> read_report(const form_fields& fields);

}  // namespace linli::adapters::twilio
