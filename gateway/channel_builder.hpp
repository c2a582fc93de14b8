// From the configuration to the channels: one adapter each, and the terminal's.
#pragma once

#include "gateway/channels.hpp"
#include "gateway/config/config.hpp"

namespace linli::gateway {

// `c` was loaded (config/load.hpp), so that an adapter can be made from each of its channels.
void build_channels(const config& c, channels& into);

}  // namespace linli::gateway
