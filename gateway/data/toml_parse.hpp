// The text of a TOML file as a table, or what is wrong with it and where.
#pragma once

#include <string_view>

#include <toml++/toml.h>

#include "dialogs/result.hpp"
#include "gateway/data/config_error.hpp"

namespace linli {

// Fails with the line when `text` is no UTF-8 or no TOML, in the parser's own words but where a person does what
// they do not explain: a sign beyond ASCII outside of quotes ("＝", "“"), and quotes that do not close. The private
// signs from U+100000 on are refused.
result<toml::table, config_error> parse_toml(std::string_view text, std::string_view file_name);

// "a text", "a table": what a value is, for whoever wrote it.
std::string_view type_name(const toml::node& value);

}  // namespace linli
