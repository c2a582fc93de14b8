// A message on its way to LINE.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/line/line.hpp"

namespace linli::adapters::line {

// Photos by their public addresses, then the words, then (in a group) a bubble with the buttons: at
// most five to a call. The first call answers by a reply token where the job has one, which costs
// nothing; a token that is over, and every other call, is a push under an idempotency key: what was
// accepted before answers 409, and that is success ("Retry an API request").
step next_of_delivery(const settings& bot, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

// Words for whoever tapped, by the token of the tap. LINE shows them to the whole chat; without
// words there is nothing to answer.
step next_of_tap(const settings& bot, const job& what, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::line
