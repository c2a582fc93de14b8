// Values of a channel's table that are no plain text.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace linli::adapters {

// "90s", "5m", "2h", "1d"; at most 30 days. Nothing when it is no such time.
std::optional<std::chrono::seconds> read_span(std::string_view text);

// Digits alone, at most `most`.
std::optional<std::size_t> read_count(std::string_view text, std::size_t most);

// An address to which paths are appended.
std::string without_slash(std::string_view url);

}  // namespace linli::adapters
