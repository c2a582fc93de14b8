// Is the token good, is the account open, is the number ours and where do its texts go: the account's
// own record, and IncomingPhoneNumbers (the second from memory of Twilio's
// documentation: unverified).
#pragma once

#include <vector>

#include "adapters/probing.hpp"
#include "adapters/twilio/twilio.hpp"

namespace linli::adapters::twilio {

probe_step next_probe(const settings& account, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::twilio
