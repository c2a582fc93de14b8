#include "storage/photos.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <openssl/evp.h>

#include "dialogs/ascii.hpp"

namespace linli::storage {

namespace {

constexpr std::string_view no_suffix;
constexpr std::string_view thumb_suffix = ".thumb";

std::string sha256(bytes_view content) {
    std::array<unsigned char, 32> digest;
    if (EVP_Digest(content.data(), content.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("photo_store: SHA-256 failed");
    return photo_store::name_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::filesystem::path path_of(const std::filesystem::path& root, std::string_view hash, std::string_view suffix) {
    return root / hash.substr(0, 2) / (std::string(hash) += suffix);
}

result<bytes, disk_error> read_checked(const std::filesystem::path& path, std::string_view hash, std::size_t most) {
    auto content = read_whole(path, most);
    if (content && sha256(*content) != hash) return failure{disk_error::damaged};
    return content;
}

}  // namespace

photo_store::photo_store(std::filesystem::path data_dir, std::unique_ptr<disk_calls> os)
    : photos_(data_dir / "photos"), files_(data_dir / "files"), os_(std::move(os)) {}

std::string photo_store::name_of(std::string_view sha256) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : sha256) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::filesystem::path photo_store::place_of(const std::filesystem::path& root, std::string_view hash) {
    return path_of(root, hash, no_suffix);
}

bool photo_store::is_hash(std::string_view text) {
    return text.size() == 64 &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

result<done, disk_error> photo_store::place(const std::filesystem::path& root, std::string_view hash,
                                            std::string_view suffix, bytes_view content) const {
    const written_file file{root / "partial" / random_name(), path_of(root, hash, suffix)};
    if (auto made = make_directories(*os_, file.partial.parent_path()); !made) return made;
    if (auto made = make_directories(*os_, file.final.parent_path()); !made) return made;
    return write_durably(*os_, file, content);  // also over an older copy: that one may be damaged
}

result<std::string, disk_error> photo_store::put(bytes_view jpeg, bytes_view thumb) const {
    if (std::max(jpeg.size(), thumb.size()) > photo_bytes_max) return failure{disk_error::too_large};
    std::string hash = sha256(jpeg);
    if (auto stored = place(photos_, hash, thumb_suffix, thumb); !stored) return failure{stored.error()};
    if (auto stored = place(photos_, hash, no_suffix, jpeg); !stored) return failure{stored.error()};
    return hash;
}

result<bytes, disk_error> photo_store::read(std::string_view hash, photo_size size) const {
    if (!is_hash(hash)) return failure{disk_error::not_found};
    if (size == photo_size::thumb) return read_whole(path_of(photos_, hash, thumb_suffix), photo_bytes_max);
    return read_checked(path_of(photos_, hash, no_suffix), hash, photo_bytes_max);
}

result<std::string, disk_error> photo_store::put_file(bytes_view content) const {
    if (content.size() > file_bytes_max) return failure{disk_error::too_large};
    std::string hash = sha256(content);
    if (auto stored = place(files_, hash, no_suffix, content); !stored) return failure{stored.error()};
    return hash;
}

incoming_file photo_store::begin_file(std::size_t most) const { return {*os_, files_, std::min(most, file_bytes_max)}; }

result<bytes, disk_error> photo_store::read_file(std::string_view hash) const {
    if (!is_hash(hash)) return failure{disk_error::not_found};
    return read_checked(path_of(files_, hash, no_suffix), hash, file_bytes_max);
}

result<std::filesystem::path, disk_error> photo_store::locate_file(std::string_view hash) const {
    if (!is_hash(hash)) return failure{disk_error::not_found};
    auto path = path_of(files_, hash, no_suffix);
    std::error_code error;
    const auto kind = std::filesystem::symlink_status(path, error).type();
    if (kind != std::filesystem::file_type::regular) return failure{disk_error::not_found};
    return path;
}

result<done, disk_error> photo_store::remove(std::string_view hash) const {
    if (!is_hash(hash)) return failure{disk_error::not_found};
    result<done, disk_error> outcome = failure{disk_error::not_found};
    // The photo before its thumbnail, so that no photo is left without one.
    for (const auto& path :
         {path_of(photos_, hash, no_suffix), path_of(photos_, hash, thumb_suffix), path_of(files_, hash, no_suffix)}) {
        auto removed = remove_durably(*os_, path);
        if (removed)
            outcome = removed;
        else if (removed.error() != disk_error::not_found)
            return removed;
    }
    return outcome;
}

result<instant, disk_error> photo_store::photo_stored_at(std::string_view hash) const {
    if (!is_hash(hash)) return failure{disk_error::not_found};
    return written_at(path_of(photos_, hash, no_suffix));
}

result<std::size_t, disk_error> photo_store::sweep_partial(instant before) const {
    const auto photos = sweep(*os_, photos_ / "partial", before);
    if (!photos) return photos;
    const auto files = sweep(*os_, files_ / "partial", before);
    if (!files) return files;
    return *photos + *files;
}

}  // namespace linli::storage
