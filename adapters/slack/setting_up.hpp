// What is asked of Slack when the channel starts: is the token good, who are we, what may we do.
#pragma once

#include <string>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

// auth.test. Slack has no call that registers the addresses of events: a person enters them, and the
// verdict's detail says what is missing.
step next_of_set_up(const settings& app, const std::vector<http_reply>& replies);

// Rights that the app must have and lacks, by the header of any good answer: " chat:write im:history".
std::string missing_scopes(const http_reply& reply);

}  // namespace linli::adapters::slack
