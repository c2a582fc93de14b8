// A channel that the configuration alone describes (docs/channels/described.md): how a request is
// proven, where its fields are, how a text is sent and what the answers mean. For SMS gateways that
// this program has no adapter for; what it cannot say needs an adapter.
#pragma once

#include "adapters/catalogue.hpp"

namespace linli::adapters::described {

channel_type type();

}  // namespace linli::adapters::described
