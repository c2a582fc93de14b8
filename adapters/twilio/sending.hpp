// Messages of ours to Twilio, and media of others from it.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/twilio/twilio.hpp"

namespace linli::adapters::twilio {

// One Messages.json for each piece; `accepted`, since the status callback tells how each ended. A
// request that got no answer is looked for among Twilio's messages before it is repeated. With `mms`
// photos go along as links.
step next_of_delivery(const settings& account, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

// The MediaUrl of an MMS. Our credentials go to Twilio's own address and never to where it
// redirects.
step next_of_fetch(const settings& account, const job& what, const std::vector<http_reply>& replies);

// Is the account open to us.
step next_of_set_up(const settings& account, const std::vector<http_reply>& replies);

// GET of something of the account: `path` begins behind its address.
http_call account_call(const settings& account, std::string_view path);

}  // namespace linli::adapters::twilio
