// What Slack tells us, as our events (Slack: Events API, interactivity). Every field is checked
// for its type; what is not for us (bots, joins, unfurled links) gives no event.
//
// Dedupe: a message's key is "<channel>:<ts>", the same in every retry and for the app_mention that
// comes beside a message; an edit adds the time of the edit. minute = that of `ts`, which never
// changes. A tap is known by (user, action_ts, action_id) and the minute of the message that carries
// the button; a slash command by its trigger_id, and has no time of its own.
#pragma once

#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/json_read.hpp"
#include "adapters/slack/slack.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters::slack {

// An event_callback.
std::vector<inbound> read_event(const json& envelope, const settings& app);

// The payload of an interaction. A tap's tap_id is "<channel> <user> <thread ts or nothing>".
std::vector<inbound> read_interaction(const json& payload);

// A slash command: "/take CP-1" as it is; "/linli take CP-1", the one that a workspace with other
// apps registers, as "/take CP-1".
std::vector<inbound> read_command(const form_fields& form);

}  // namespace linli::adapters::slack
