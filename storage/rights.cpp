#include "storage/rights.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace linli::storage {

std::filesystem::path part_that_exists(const std::filesystem::path& what) {
    std::error_code unseen;  // a folder that we may not look into counts as not there; the one above it tells
    auto there = std::filesystem::absolute(what, unseen);
    while (!std::filesystem::exists(there, unseen) && there.has_relative_path()) there = there.parent_path();
    return there;
}

int why_not_usable(const std::filesystem::path& what) {
    std::error_code unseen;
    const auto there = part_that_exists(what);
    const bool folder = std::filesystem::is_directory(there, unseen);
    if (!folder && there != std::filesystem::absolute(what, unseen)) return ENOTDIR;
    const int wanted = folder ? R_OK | W_OK | X_OK : R_OK | W_OK;
    return ::faccessat(AT_FDCWD, there.c_str(), wanted, AT_EACCESS) == 0 ? 0 : errno;
}

}  // namespace linli::storage
