// Files that Slack holds for us, and the answer to a tap.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

// files.info where the address must be asked for; then the file itself, with our token, which goes
// to the configured host only: a redirect to another ends the fetch.
step next_of_fetch(const settings& app, const job& what, const std::vector<http_reply>& replies);

// The tap itself was answered by the 200 of its webhook; words for it are shown to whoever tapped,
// and nobody else.
step next_of_tap(const settings& app, const job& what, const std::vector<http_reply>& replies);

}  // namespace linli::adapters::slack
