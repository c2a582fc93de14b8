// What a person said in one message of LINE: words, a photo, a file, a place, a sticker.
#pragma once

#include <optional>

#include "adapters/json_read.hpp"
#include "dialogs/event.hpp"

namespace linli::adapters::line {

// Nothing when there is nothing in it for us.
std::optional<said> read_message(const json& message);

}  // namespace linli::adapters::line
