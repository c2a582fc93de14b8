// Is the token good, where do webhooks go, is the bot in the staff group: /v2/bot/info,
// /v2/bot/channel/webhook/endpoint, /v2/bot/group/{id}/summary.
#pragma once

#include <vector>

#include "adapters/line/line.hpp"
#include "adapters/probing.hpp"

namespace linli::adapters::line {

probe_step next_probe(const settings& bot, const inquiry& about, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::line
