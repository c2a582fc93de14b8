// What is asked of Slack when the channel starts: is the token good, who are we, what may we do.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

// auth.test. Slack has no call that registers the addresses of events: a person enters them, and the
// verdict's detail says what is missing.
step next_of_set_up(const settings& app, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::slack
