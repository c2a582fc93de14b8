// The whole of a file that an administrator names.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "dialogs/result.hpp"

namespace linli::gateway {

// At most `most` bytes of it; else why not, for people: "data/token cannot be read: there is no such file".
result<std::string, std::string> read_file(const std::filesystem::path& file, std::size_t most);

}  // namespace linli::gateway
