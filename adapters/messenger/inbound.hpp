// Messenger's webhooks as our events: everything in every entry of a post
// (docs/channels/messenger.md).
//
// Dedupe: the message's id (mid); a postback without one by what it says. A report of delivery
// names its messages; a report of reading only a time, so it settles nothing.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/messenger/messenger.hpp"

namespace linli::adapters::messenger {

void read_entry(std::vector<inbound>& out, const json& entry, const settings& s);

}  // namespace linli::adapters::messenger
