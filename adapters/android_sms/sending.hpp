// Texts to the phone, and the registration of our webhook with it.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/android_sms/android_sms.hpp"

namespace linli::adapters::android_sms {

// One message a piece, under an id of ours: the app takes each id once, so that an attempt whose
// answer was lost is repeated without a second SMS. Newer servers have /messages, older ones /message.
step next_of_delivery(const settings& phone, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

// Asks for every event that we want, under ids of ours: asking again replaces what was asked before.
step next_of_set_up(const settings& phone, const std::vector<http_reply>& replies);

// Is the token good, and is our webhook among those that the server lists (GET /webhooks, as its client
// does it).
probe_step next_probe(const settings& phone, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::android_sms
