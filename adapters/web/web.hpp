// The web chat as a channel: we host that platform, so there is nothing to translate. Its messages
// are numbered rows of history that gateway/ writes and browsers acknowledge (web_frames.hpp).
#pragma once

#include "adapters/catalogue.hpp"

namespace linli::adapters::web {

channel_type type();

}  // namespace linli::adapters::web
