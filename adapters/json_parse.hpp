// JSON text into nlohmann's tree, in one pass over views: RFC 8259, strict UTF-8, bounded depth.
//
// nlohmann's own lexer takes a call and a copy for every byte and was a tenth of the instructions of
// a turn; the tree, and everything that reads it, is still its. Pure; never throws but
// std::bad_alloc.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace linli::adapters {

// False when `text` is not one JSON value, not UTF-8, nests deeper than `depth_max` or holds a number
// too large or too small for a double. `out` is of no use then. Of members with the same name the last
// one counts.
bool read_json(std::string_view text, int depth_max, nlohmann::json& out);

}  // namespace linli::adapters
