// The events of one webhook as ours ("Webhook Event Objects"). Every field is checked for its type; what is
// not for us (unsent messages, members who joined, chats that another module owns) gives no event.
//
// Dedupe: key = webhookEventId, which a redelivery keeps; minute = the event's own time, which is the
// same in it.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/line/line.hpp"

namespace linli::adapters::line {

// A key is remembered for 8 days: what is older than this could be a replay that nobody knows again.
inline constexpr std::chrono::hours too_old{7 * 24};

struct batch {
    std::vector<inbound> events;
    bool all_stale = false;  // there were some, and every one was too old
};

batch read_batch(const json& body, instant now);

}  // namespace linli::adapters::line
