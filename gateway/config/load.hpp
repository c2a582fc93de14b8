// From a TOML file and the environment to a checked `config`.
//
// Grammar of the environment: LINLI_GATEWAY__LISTEN is gateway.listen, LINLI_CHANNELS__TG__TOKEN is
// channels.tg.token; it wins over the file. A variable without "__" is not ours. Any secret may come
// from a file instead: `token_file`. Errors: every problem found, none of which shows a secret.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "adapters/catalogue.hpp"
#include "dialogs/result.hpp"
#include "gateway/config/config.hpp"
#include "gateway/config/problems.hpp"

namespace linli::gateway {

using environment = std::map<std::string, std::string, std::less<>>;
environment process_environment();

// An empty `file` is the embedded default (the environment still counts).
result<config, problems> load_config(const std::filesystem::path& file, const environment& variables,
                                     std::span<const adapters::channel_type> known);
// The same from text; `name` stands in the problems.
result<config, problems> parse_config(std::string_view text, const std::string& name, const environment& variables,
                                      std::span<const adapters::channel_type> known);

}  // namespace linli::gateway
