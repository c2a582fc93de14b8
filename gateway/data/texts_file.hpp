// Reads dialogs/texts/zh-CN.toml and en.toml: every sentence, by dotted key ("ask.what").
//
// Both languages must have the same keys with the same {placeholders}; a folder of the deployment's own
// (`texts_dir`) must have those of the embedded files. Pure but for reading that folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "dialogs/result.hpp"
#include "dialogs/texts.hpp"
#include "gateway/config/problems.hpp"

namespace linli::gateway {

struct texts_source {
    std::string name;  // stands in the problems
    std::string toml;
};

result<texts, problems> parse_texts(const texts_source& zh, const texts_source& en);

// The embedded texts; with a folder, its zh-CN.toml and en.toml instead.
result<texts, problems> load_texts(const std::filesystem::path& folder);

// A file that was built into the program: "texts/en.toml". Throws std::out_of_range on a bug.
std::string_view embedded_data(std::string_view path);

}  // namespace linli::gateway
