// Contents that LINE keeps for us for a limited time.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/line/line.hpp"

namespace linli::adapters::line {

// GET <data_url>/v2/bot/message/<id>/content with our token; 202 while a video is being prepared.
// An image that lies elsewhere is fetched from there, without the token.
step next_of_fetch(const settings& bot, const job& what, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::line
