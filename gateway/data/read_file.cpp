#include "gateway/data/read_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

namespace linli::gateway {
namespace {

std::string_view reason(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return "there is no such file";
        case EISDIR:
            return "it is a folder";
        case EACCES:
            return "this user may not read it";
        default:
            return std::strerror(error);
    }
}

}  // namespace

result<std::string, std::string> read_file(const std::filesystem::path& file, std::size_t most) {
    errno = 0;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rbe"), std::fclose);
    std::string text(most + 1, '\0');
    if (in) text.resize(std::fread(text.data(), 1, text.size(), in.get()));
    if (!in || std::ferror(in.get()) != 0)
        return failure{fmt::format("{} cannot be read: {}", file.string(), reason(errno))};
    if (text.size() > most) return failure{fmt::format("{} is larger than {} KiB", file.string(), most / 1024)};
    return text;
}

}  // namespace linli::gateway
