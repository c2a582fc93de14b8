#include "storage/spool.hpp"

#include <algorithm>
#include <utility>

namespace linli::storage {

namespace {

bool is_name(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

spool::spool(std::filesystem::path data_dir, std::unique_ptr<disk_calls> os)
    : folder_(data_dir / "spool"), os_(std::move(os)) {}

result<std::string, disk_error> spool::put(bytes_view content) const {
    if (content.size() > bytes_max) return failure{disk_error::too_large};
    std::string name = random_name();
    const written_file file{folder_ / "partial" / name, folder_ / name};
    if (auto made = make_directories(*os_, file.partial.parent_path()); !made)
        return failure{made.error()};
    if (auto stored = write_durably(*os_, file, content); !stored) return failure{stored.error()};
    return name;
}

result<bytes, disk_error> spool::read(std::string_view name) const {
    if (!is_name(name)) return failure{disk_error::not_found};
    return read_whole(folder_ / name, bytes_max);
}

result<std::vector<directory_entry>, disk_error> spool::list() const {
    auto found = files_in(folder_);
    if (found)
        std::sort(found->begin(), found->end(),
                  [](const auto& a, const auto& b) { return a.written < b.written; });
    return found;
}

result<done, disk_error> spool::remove(std::string_view name) const {
    if (!is_name(name)) return failure{disk_error::not_found};
    return remove_durably(*os_, folder_ / name);
}

result<std::size_t, disk_error> spool::sweep_old(instant before) const {
    const auto whole = sweep(*os_, folder_, before);
    if (!whole) return whole;
    const auto partial = sweep(*os_, folder_ / "partial", before);
    if (!partial) return partial;
    return *whole + *partial;
}

}  // namespace linli::storage
