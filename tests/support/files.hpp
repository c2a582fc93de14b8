// The source tree as tests see it.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace linli::test {

inline std::filesystem::path source_path(const std::string& below_root) {
    return std::filesystem::path(LINLI_SOURCE_DIR) / below_root;
}

inline std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}

inline std::string read_source(const std::string& below_root) { return read_file(source_path(below_root)); }

}  // namespace linli::test
