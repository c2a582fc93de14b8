// A message on its way to Slack: posted in parts, changed in place, taken back; photos after the words.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/slack/slack.hpp"

namespace linli::adapters::slack {

// chat.postMessage for each part, then the photos by the upload in three steps. A message that
// answers another goes into its thread, in the channel of the staff; but one with a tag of its own
// begins a thread: a reply in a thread names the first message only, and must say which it means.
// An attempt that may repeat an earlier one looks into the history first (no idempotency key).
step next_of_delivery(const settings& app, const capabilities& can, const job& what,
                      const std::vector<http_reply>& replies);

}  // namespace linli::adapters::slack
