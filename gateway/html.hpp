// Text that goes into a page that the server writes.
#pragma once

#include <string>
#include <string_view>

namespace linli::gateway {

// Fit to stand between tags, and inside quotes of either kind.
std::string escaped(std::string_view text);

}  // namespace linli::gateway
