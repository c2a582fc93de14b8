#include "gateway/web/uploads.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "gateway/web/token.hpp"
#include "storage/disk.hpp"

namespace linli::gateway {

namespace fs = std::filesystem;

namespace {

instant now() { return std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now()); }

// Empty where an earlier release wrote it.
std::string hash_in(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    int width = 0, height = 0;
    std::string hash;
    in >> width >> height >> hash;
    return hash;
}

}  // namespace

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
    out << p.width << ' ' << p.height << ' ' << p.hash << '\n';
    out.close();
    return !out.fail();
}

std::optional<photo> uploads::find(std::string_view subject, std::string_view hash) const {
    const auto file = file_of(subject, hash);
    const auto written = storage::written_at(file);
    if (!written || *written < now() - kept) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    photo p{std::string(hash), 0, 0};
    if (!(in >> p.width >> p.height) || p.width <= 0 || p.height <= 0) return std::nullopt;
    return p;
}

void uploads::sweep(instant at, const std::function<void(const std::string& hash)>& last) const {
    const auto files = storage::files_in(folder_);
    if (!files) return;
    const auto is_old = [&](const storage::directory_entry& f) { return f.written < at - swept; };
    if (std::ranges::none_of(*files, is_old)) return;
    std::set<std::string> still_named;
    for (const auto& f : *files)
        if (!is_old(f)) still_named.insert(hash_in(folder_ / f.name));
    for (const auto& f : *files) {
        if (!is_old(f)) continue;
        const auto path = folder_ / f.name;
        const auto hash = hash_in(path);
        if (!hash.empty() && !still_named.contains(hash)) last(hash);
        std::error_code ignored;  // the next time, then
        fs::remove(path, ignored);
    }
}

}  // namespace linli::gateway
