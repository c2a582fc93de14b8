// Findings of adapters as lines for an administrator: what each condition means on any platform, and
// what to do where the adapter knows nothing better.
#pragma once

#include "adapters/probing.hpp"
#include "gateway/config/config.hpp"
#include "gateway/doctor/report.hpp"

namespace linli::gateway::doctor {

check worded(const channel_settings& c, const adapters::finding& f);

}  // namespace linli::gateway::doctor
