// Is the token good, may the app do what it must, and is it in the staff channel: auth.test,
// conversations.info. Slack tells nobody where events go.
#pragma once

#include <vector>

#include "adapters/probing.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

probe_step next_probe(const settings& app, const inquiry& about, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::slack
