// A file that was built into the program (CMakeLists.txt, linli_embed). Lives as long as the program.
#pragma once

#include <span>
#include <string_view>

namespace linli {

struct embedded_file {
    std::string_view path;
    std::string_view bytes;
};

}  // namespace linli
