// Files that are whole or absent, and still there after a power cut.
//
// `disk_calls` are the system calls on which that rests; tests derive from it to record and to
// fail them. Free of state; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "dialogs/fields.hpp"
#include "dialogs/result.hpp"
#include "dialogs/time.hpp"

namespace linli::storage {

using bytes = std::vector<std::uint8_t>;
using bytes_view = std::span<const std::uint8_t>;

enum class disk_error : std::uint8_t {
    no_space,   // the disk or the quota is full; heals when space returns
    not_found,  // no such file, or a name that is none of ours
    damaged,    // the bytes are not those that were written
    too_large,  // more than is kept in one file
    broken,     // anything else: rights, a read-only or a failing disk
};
constexpr auto names_of(disk_error) {
    return std::array<std::string_view, 5>{"no_space", "not_found", "damaged", "too_large", "broken"};
}

struct done {};

// Each as its namesake in section 2 of the manual: errors by errno.
class disk_calls {
public:
    virtual ~disk_calls() = default;
    virtual int open(const char* path, int flags, mode_t mode);
    virtual ssize_t write(int fd, const void* from, std::size_t size);
    virtual int sync(int fd);
    virtual int close(int fd);
    virtual int rename(const char* from, const char* to);
    virtual int remove(const char* path);
    virtual int make_directory(const char* path, mode_t mode);
};

// A file to be written: where it is made, and where it stands in the end. Both in one file system.
struct written_file {
    std::filesystem::path partial;
    std::filesystem::path final;
};

// Makes the directory and those above it that are missing. What it makes, and the entry of the
// directory itself where it stood already, is durable on return.
result<done, disk_error> make_directories(disk_calls& os, const std::filesystem::path& directory);

// Writes, syncs, renames, syncs the directory; replaces what stands there. On failure nothing new
// stands at the final path and the partial file is gone, unless the last sync failed: then it
// stands there, and may be lost by a power cut.
result<done, disk_error> write_durably(disk_calls& os, const written_file& file, bytes_view content);

// A file that is written piece by piece, and else as by write_durably: made at the first piece, removed
// with the object unless it was kept. `os` must outlive it.
class growing_file {
public:
    growing_file(disk_calls& os, std::filesystem::path partial);
    growing_file(growing_file&& other) noexcept;
    growing_file& operator=(growing_file&&) = delete;
    ~growing_file();

    const std::filesystem::path& path() const { return partial_; }
    result<done, disk_error> write(bytes_view piece);
    result<done, disk_error> keep(const std::filesystem::path& final);

private:
    disk_calls* os_;
    std::filesystem::path partial_;  // empty: kept, or moved from
    int fd_ = -1;
};

// Removes a file and syncs its directory. `not_found` when there was none.
result<done, disk_error> remove_durably(disk_calls& os, const std::filesystem::path& file);

// At most `most` bytes; a longer file is `too_large`. Follows no symbolic link.
result<bytes, disk_error> read_whole(const std::filesystem::path& file, std::size_t most);

// By the clock of the file system; `not_found` where no regular file stands.
result<instant, disk_error> written_at(const std::filesystem::path& file);

struct directory_entry {
    std::string name;
    std::uint64_t size = 0;
    instant written{};  // by the clock of the file system
};

// The regular files of a directory, in no order. A directory that is not there has none.
result<std::vector<directory_entry>, disk_error> files_in(const std::filesystem::path& directory);

// Removes the files last written before that time; how many.
result<std::size_t, disk_error> sweep(disk_calls& os, const std::filesystem::path& directory, instant before);

// 32 lower-case hex digits that nobody can guess.
std::string random_name();

}  // namespace linli::storage
