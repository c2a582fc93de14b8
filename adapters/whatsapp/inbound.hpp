// The Cloud API's webhooks as our events: every message and every report of every change of a post
// (Cloud API, "Webhooks").
//
// Dedupe: the message's id (wamid), with the state for a report; minute is the platform's
// timestamp, which a redelivery repeats. A person is known by their number; by their user id where
// a user name hides it. What has no words for us (reactions, orders, what was taken back) gives no
// event.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/whatsapp/whatsapp.hpp"

namespace linli::adapters::whatsapp {

void read_entry(std::vector<inbound>& out, const json& entry, const settings& s);

// The handle of a message that WhatsApp does not pass on to businesses: a fetch of it is refused,
// and the sender is asked for something else.
inline constexpr std::string_view no_handle = "unsupported";

}  // namespace linli::adapters::whatsapp
