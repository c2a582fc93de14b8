// One row of a hosted room's history as one viewer sees it. Pure.
#pragma once

#include <string>

#include "storage/store.hpp"

namespace linli::gateway {

// The frame. What is neither the bot's nor the viewer's own is staff's.
std::string row_frame(const storage::history_row& r, person_id viewer);

}  // namespace linli::gateway
