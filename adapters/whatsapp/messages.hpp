// The content of one message of the Cloud API ("Webhooks", messages).
#pragma once

#include <optional>

#include "adapters/json_read.hpp"
#include "dialogs/event.hpp"

namespace linli::adapters::whatsapp {

// Words, media, places and cards. Nothing when there is nothing in it for us.
std::optional<said> read_words(const json& message);

// A button or a row that was chosen, while its data may be ours.
std::optional<pressed> read_choice(const json& message);

}  // namespace linli::adapters::whatsapp
