// Vonage's webhooks as our events: an SMS, a part of one, and the receipt for one of ours.
//
// Dedupe: messageId (each part has its own); for receipts with the status. The minute is that of
// message-timestamp, which is UTC and the same in a redelivery.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters::vonage {

std::vector<inbound> read_message(const form_fields& fields);

// Only the statuses that end a message: delivered, expired, failed, rejected, unknown.
std::vector<inbound> read_receipt(const form_fields& fields);

}  // namespace linli::adapters::vonage
