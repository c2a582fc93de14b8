// The platform ids of one message of ours, as job::previous has them: separated by spaces. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace linli::adapters {

// Views into `ids`, in their order; empty ones are left out.
std::vector<std::string_view> message_ids(std::string_view ids);

}  // namespace linli::adapters
