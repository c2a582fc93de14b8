#include "gateway/web/uploads.hpp"

#include <fstream>

#include "gateway/web/token.hpp"

namespace linli::gateway {

namespace fs = std::filesystem;

uploads::uploads(const fs::path& data_dir) : folder_(data_dir / "uploads") {
    std::error_code ignored;  // `add` says so when the folder is not there
    fs::create_directories(folder_, ignored);
    fs::permissions(folder_, fs::perms::owner_all, ignored);
}

fs::path uploads::file_of(std::string_view subject, std::string_view hash) const {
    return folder_ / token_hash(std::string(subject) + "|" + std::string(hash));
}

bool uploads::add(std::string_view subject, const photo& p) const {
    std::ofstream out(file_of(subject, p.hash), std::ios::binary | std::ios::trunc);
    out << p.width << ' ' << p.height << '\n';
    out.close();
    return !out.fail();
}

std::optional<photo> uploads::find(std::string_view subject, std::string_view hash) const {
    std::ifstream in(file_of(subject, hash), std::ios::binary);
    photo p{std::string(hash), 0, 0};
    if (!(in >> p.width >> p.height) || p.width <= 0 || p.height <= 0) return std::nullopt;
    return p;
}

void uploads::sweep() const {
    std::error_code error;
    const auto before = fs::file_time_type::clock::now() - kept;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        std::error_code one;
        if (entry.last_write_time(one) < before && !one) fs::remove(entry.path(), one);
    }
}

}  // namespace linli::gateway
