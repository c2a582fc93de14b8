// From the configuration to the channels: one adapter each, and the terminal's.
#pragma once

#include "gateway/channels.hpp"
#include "gateway/config/config.hpp"
#include "gateway/config/problems.hpp"

namespace linli::gateway {

// What an adapter cannot be made from (a secret that is none) is a problem of the configuration.
problems build_channels(const config& c, channels& into);

}  // namespace linli::gateway
