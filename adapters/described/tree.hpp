// JSON as a tree of our own, for what a view into the text cannot be: a form read like JSON, in whatever
// charset it came, and a body whose texts are filled in.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace linli::adapters::described {

// In the order of the text.
using tree = nlohmann::ordered_json;

// Bounded and checked as json_read.hpp says.
std::optional<tree> parse_tree(std::string_view text);

// nullptr when `object` is no object or has no such member.
const tree* member(const tree& object, std::string_view key);

}  // namespace linli::adapters::described
