// Is the token good, and does the page hand its messages to our app: the page's node, and its
// subscribed_apps (from memory of Meta's documentation: unverified).
#pragma once

#include <vector>

#include "adapters/messenger/messenger.hpp"
#include "adapters/probing.hpp"

namespace linli::adapters::messenger {

probe_step next_probe(const settings& page, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::messenger
