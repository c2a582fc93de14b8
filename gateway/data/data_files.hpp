// The data that a manager edits: texts and taxonomy, embedded in the program; a folder of the
// deployment's own (`texts_dir`) may replace zh-CN.toml, en.toml and taxonomy.toml, each or all.
#pragma once

#include <filesystem>
#include <string_view>

#include "dialogs/result.hpp"
#include "dialogs/taxonomy.hpp"
#include "dialogs/texts.hpp"
#include "gateway/config/problems.hpp"

namespace linli::gateway {

// A replaced file must hold every text of the embedded one, with the same placeholders.
result<texts, problems> load_texts(const std::filesystem::path& folder);
result<taxonomy, problems> load_taxonomy(const std::filesystem::path& folder);

// A file that was built into the program: "texts/en.toml". Throws std::out_of_range on a bug.
std::string_view embedded_data(std::string_view path);

}  // namespace linli::gateway
