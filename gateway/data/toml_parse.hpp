// The text of a TOML file as a table, or what is wrong with it and where.
#pragma once

#include <string_view>

#include <toml++/toml.h>

#include "dialogs/result.hpp"
#include "gateway/data/config_error.hpp"

namespace linli {

// Fails with the line and the parser's own words when `text` is not TOML; a sign that is not ASCII and
// stands outside of quotes and comments ("＝", "“") is named.
result<toml::table, config_error> parse_toml(std::string_view text, std::string_view file_name);

}  // namespace linli
