// The photos that were cleaned, and the voice notes, videos and files that are kept as they came:
// each named by the SHA-256 of its bytes.
//
//   <data>/photos/ab/ab12…        a cleaned JPEG, named by its hash
//   <data>/photos/ab/ab12….thumb  its thumbnail
//   <data>/files/ab/ab12…         anything else
//   <data>/{photos,files}/partial/  what is being written; swept
//
// What `put` returned is on the disk and stays there after a power cut, so a commit may name it.
// The same bytes twice are one file: who removes a hash must know that no case names it any more.
// A text that is not 64 lower-case hex digits names nothing (`not_found`). Blocking; any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "storage/disk.hpp"
#include "storage/incoming_file.hpp"

namespace linli::storage {

enum class photo_size : std::uint8_t { full, thumb };

class photo_store {
public:
    static constexpr std::size_t photo_bytes_max = 16 * 1024 * 1024;  // cleaned ones stay below 12
    static constexpr std::size_t file_bytes_max = 64 * 1024 * 1024;   // platforms give 20 to 50 MB

    explicit photo_store(std::filesystem::path data_dir,
                         std::unique_ptr<disk_calls> os = std::make_unique<disk_calls>());

    // The hash. The thumbnail is stored first: where a photo is, its thumbnail is.
    result<std::string, disk_error> put(bytes_view jpeg, bytes_view thumb) const;
    result<bytes, disk_error> read(std::string_view hash, photo_size size) const;

    result<std::string, disk_error> put_file(bytes_view content) const;
    // The same for what comes piece by piece.
    incoming_file begin_file(std::size_t most = file_bytes_max) const;
    result<bytes, disk_error> read_file(std::string_view hash) const;
    // Where it lies, for sending it piece by piece. Not compared with its hash.
    result<std::filesystem::path, disk_error> locate_file(std::string_view hash) const;

    // Photo, thumbnail and file of that hash; `not_found` when there was none of them.
    result<done, disk_error> remove(std::string_view hash) const;
    // When `put` last stored that photo, by the clock of the file system.
    result<instant, disk_error> photo_stored_at(std::string_view hash) const;

    // Leftovers of writes that a crash cut short; `before` must be older than any write under way.
    result<std::size_t, disk_error> sweep_partial(instant before) const;

    static bool is_hash(std::string_view text);
    static std::string name_of(std::string_view sha256);  // 32 bytes as a hash's text
    static std::filesystem::path place_of(const std::filesystem::path& root, std::string_view hash);

private:
    result<done, disk_error> place(const std::filesystem::path& root, std::string_view hash, std::string_view suffix,
                                   bytes_view content) const;

    std::filesystem::path photos_;
    std::filesystem::path files_;
    std::unique_ptr<disk_calls> os_;
};

}  // namespace linli::storage
