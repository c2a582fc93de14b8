// Are key and secret good, is there credit, where do the number's texts go: /account/get-balance and
// /account/numbers (from memory of Vonage's documentation: unverified). The secret goes in a header.
#pragma once

#include <vector>

#include "adapters/probing.hpp"
#include "adapters/vonage/vonage.hpp"

namespace linli::adapters::vonage {

probe_step next_probe(const settings& account, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::vonage
