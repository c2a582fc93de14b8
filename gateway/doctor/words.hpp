// Findings of adapters as lines for an administrator: what each condition means on any platform, and
// what to do where the adapter knows nothing better.
#pragma once

#include "adapters/probing.hpp"
#include "gateway/config/config.hpp"
#include "gateway/doctor/report.hpp"

namespace linli::gateway::doctor {

// Where it is told how a channel of that type is set up.
std::string page_about(std::string_view type);

check worded(const channel_settings& c, const adapters::finding& f);

}  // namespace linli::gateway::doctor
