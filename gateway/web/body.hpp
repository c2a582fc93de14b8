// The small JSON bodies of our own pages.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

// An object, or nothing: another type, another content, broken.
std::optional<nlohmann::json> object_of(const exchange& x);
bool is_json(const exchange& x);
// Empty where the key is absent; nothing where it is no text.
std::optional<std::string> text_in(const nlohmann::json& object, const char* key);

}  // namespace linli::gateway
