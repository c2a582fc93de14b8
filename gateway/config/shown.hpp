// A value of the configuration in a message to whoever wrote it. It may be a secret that stands in the wrong place.
#pragma once

#include <string>
#include <string_view>

namespace linli::gateway {

// In quotes where it cannot be a secret: a few letters, a short number, an address (of which no user, path or query is
// shown); else what it is: "a text of 46 characters".
std::string shown(std::string_view value);

}  // namespace linli::gateway
