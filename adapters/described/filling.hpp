// Templates: a text with {names} in it. "{{" is a brace. What a name stands for is escaped by whoever
// writes it down (percent-coding, JSON), never pasted.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace linli::adapters::described {

using lookup = std::function<std::optional<std::string>(std::string_view name)>;

// A name that `value_of` does not know stays as it is written.
std::string filled(std::string_view text, const lookup& value_of);

}  // namespace linli::adapters::described
