// What a person said in one Message of the Bot API: words, photos, files, a place, a number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/json_read.hpp"
#include "adapters/telegram/telegram.hpp"
#include "dialogs/event.hpp"

namespace linli::adapters::telegram {

// Nothing when the message is not for us: a service message, a command to another bot, a location
// that moves on.
std::optional<said> read_message(const json& message, const settings& bot);

std::string name_of_user(const json& user);
std::optional<language> language_of_user(const json& user);
// Minutes since 1970 of a Unix time; 0 when it is absent or absurd.
std::int64_t minute_of(const json& object, std::string_view key);

// "/take@linli_bot CP-1" as "/take CP-1". Nothing when the command is for another bot.
std::optional<std::string> own_command(std::string_view text, std::string_view username);

}  // namespace linli::adapters::telegram
