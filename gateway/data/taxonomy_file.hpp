// Reads dialogs/texts/taxonomy.toml, the community's categories, questions and rules.
//
// Pure: text in, taxonomy or the first error out. Every id that one section uses of another is
// checked, so that the rest of the program may rely on it.
#pragma once

#include <string_view>

#include "dialogs/result.hpp"
#include "dialogs/taxonomy.hpp"
#include "gateway/data/config_error.hpp"

namespace linli {

// `file_name` stands in errors only.
result<taxonomy, config_error> parse_taxonomy(std::string_view toml, std::string_view file_name);

}  // namespace linli
