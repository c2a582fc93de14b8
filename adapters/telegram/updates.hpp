// One Update of the Bot API as our events. Every field is checked for its type; what is not for us
// (service messages, other bots, channels) gives no event.
//
// Dedupe: key = update_id, the same by webhook and by polling. minute = the message's own `date`
// (`edit_date` of an edit), which a redelivery repeats. A callback has no time of its own, so it
// takes the date of the message that carries the button, which never changes either; 0 when
// Telegram does not say it (an inaccessible message).
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/telegram/telegram.hpp"

namespace linli::adapters::telegram {

std::vector<inbound> read_update(const json& update, const settings& bot);

}  // namespace linli::adapters::telegram
