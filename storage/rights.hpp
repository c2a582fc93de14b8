// What this user may do with a path, asked before anything is done with it. Nothing is made or changed.
#pragma once

#include <filesystem>

namespace linli::storage {

// The path itself where it is there, else the nearest folder above it that is.
std::filesystem::path part_that_exists(const std::filesystem::path& what);

// 0 where the file can be read and written, or made with the folders above it; else errno's reason. A folder must be
// one in which files can be made.
int why_not_usable(const std::filesystem::path& what);

}  // namespace linli::storage
