#include "storage/disk.hpp"

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace linli::storage {

namespace {

constexpr mode_t private_file = 0600;       // what residents sent is nobody else's business
constexpr mode_t private_directory = 0700;  // the same

failure<disk_error> last_error() {
    switch (errno) {
        case ENOSPC:
        case EDQUOT:
            return failure{disk_error::no_space};
        case ENOENT:
            return failure{disk_error::not_found};
        default:
            return failure{disk_error::broken};
    }
}

result<done, disk_error> write_all(disk_calls& os, int fd, bytes_view content) {
    while (!content.empty()) {
        const ssize_t put = os.write(fd, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return last_error();
        content = content.subspan(static_cast<std::size_t>(put));
    }
    return done{};
}

result<done, disk_error> sync_directory(disk_calls& os, const std::filesystem::path& directory) {
    const int fd = os.open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0) return last_error();
    result<done, disk_error> synced = done{};
    if (os.sync(fd) != 0) synced = last_error();
    os.close(fd);
    return synced;
}

int open_new(disk_calls& os, const std::filesystem::path& path) {
    return os.open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_file);
}

result<done, disk_error> write_partial(disk_calls& os, const std::filesystem::path& path, bytes_view content) {
    const int fd = open_new(os, path);
    if (fd < 0) return last_error();
    auto written = write_all(os, fd, content);
    if (written && os.sync(fd) != 0) written = last_error();
    if (os.close(fd) != 0 && written) written = last_error();  // NFS reports a full disk here
    return written;
}

instant written_of(const struct stat& about) {
    const auto written = std::chrono::seconds(about.st_mtim.tv_sec) + std::chrono::nanoseconds(about.st_mtim.tv_nsec);
    return instant(std::chrono::duration_cast<span_of_time>(written));
}

}  // namespace

int disk_calls::open(const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); }
ssize_t disk_calls::write(int fd, const void* from, std::size_t size) { return ::write(fd, from, size); }
int disk_calls::sync(int fd) { return ::fsync(fd); }
int disk_calls::close(int fd) { return ::close(fd); }
int disk_calls::rename(const char* from, const char* to) { return ::rename(from, to); }
int disk_calls::remove(const char* path) { return ::unlink(path); }
int disk_calls::make_directory(const char* path, mode_t mode) { return ::mkdir(path, mode); }

result<done, disk_error> make_directories(disk_calls& os, const std::filesystem::path& directory) {
    if (directory.empty()) return done{};
    const auto above = directory.parent_path();
    if (os.make_directory(directory.c_str(), private_directory) != 0 && errno != EEXIST) {
        if (errno != ENOENT) return last_error();
        if (auto made = make_directories(os, above); !made) return made;
        if (os.make_directory(directory.c_str(), private_directory) != 0 && errno != EEXIST) return last_error();
    }
    return sync_directory(os, above.empty() ? "." : above);  // next to nothing when it is clean
}

result<done, disk_error> write_durably(disk_calls& os, const written_file& file, bytes_view content) {
    auto written = write_partial(os, file.partial, content);
    if (written && os.rename(file.partial.c_str(), file.final.c_str()) != 0) written = last_error();
    if (!written) {
        os.remove(file.partial.c_str());
        return written;
    }
    return sync_directory(os, file.final.parent_path());
}

growing_file::growing_file(disk_calls& os, std::filesystem::path partial) : os_(&os), partial_(std::move(partial)) {}

growing_file::growing_file(growing_file&& other) noexcept
    : os_(other.os_), partial_(std::exchange(other.partial_, {})), fd_(std::exchange(other.fd_, -1)) {}

growing_file::~growing_file() {
    if (fd_ < 0) return;
    os_->close(fd_);
    if (!partial_.empty()) os_->remove(partial_.c_str());
}

result<done, disk_error> growing_file::write(bytes_view piece) {
    if (fd_ < 0) {
        if (auto made = make_directories(*os_, partial_.parent_path()); !made) return made;
        fd_ = open_new(*os_, partial_);
        if (fd_ < 0) return last_error();
    }
    return write_all(*os_, fd_, piece);
}

result<done, disk_error> growing_file::keep(const std::filesystem::path& final) {
    if (auto made = make_directories(*os_, final.parent_path()); !made) return made;
    if (os_->sync(fd_) != 0 || os_->rename(partial_.c_str(), final.c_str()) != 0) return last_error();
    partial_.clear();
    return sync_directory(*os_, final.parent_path());
}

result<done, disk_error> remove_durably(disk_calls& os, const std::filesystem::path& file) {
    if (os.remove(file.c_str()) != 0) return last_error();
    return sync_directory(os, file.parent_path());
}

result<bytes, disk_error> read_whole(const std::filesystem::path& file, std::size_t most) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return last_error();
    struct stat about {};
    result<bytes, disk_error> content = bytes{};
    if (::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        content = failure{disk_error::broken};
    } else if (static_cast<std::uint64_t>(about.st_size) > most) {
        content = failure{disk_error::too_large};
    } else {
        content->resize(static_cast<std::size_t>(about.st_size));
        for (std::size_t at = 0; content && at < content->size();) {
            const ssize_t got = ::read(fd, content->data() + at, content->size() - at);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0)
                content = last_error();
            else if (got == 0)
                content = failure{disk_error::damaged};
            else
                at += static_cast<std::size_t>(got);
        }
    }
    ::close(fd);
    return content;
}

result<instant, disk_error> written_at(const std::filesystem::path& file) {
    struct stat about {};
    if (::lstat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return failure{disk_error::not_found};
    return written_of(about);
}

result<std::vector<directory_entry>, disk_error> files_in(const std::filesystem::path& directory) {
    std::vector<directory_entry> found;
    std::error_code error;
    std::filesystem::directory_iterator each(directory, error);
    if (error == std::errc::no_such_file_or_directory) return found;
    for (; !error && each != std::filesystem::directory_iterator(); each.increment(error)) {
        struct stat about {};
        if (::lstat(each->path().c_str(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
        found.push_back(
            {each->path().filename().string(), static_cast<std::uint64_t>(about.st_size), written_of(about)});
    }
    if (error) return failure{disk_error::broken};
    return found;
}

result<std::size_t, disk_error> sweep(disk_calls& os, const std::filesystem::path& directory, instant before) {
    const auto found = files_in(directory);
    if (!found) return failure{found.error()};
    std::size_t removed = 0;
    for (const auto& file : *found)
        if (file.written < before && os.remove((directory / file.name).c_str()) == 0) ++removed;
    return removed;
}

std::string random_name() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium finds no randomness");
    std::array<unsigned char, 16> raw;
    randombytes_buf(raw.data(), raw.size());
    std::array<char, 2 * raw.size() + 1> text;
    sodium_bin2hex(text.data(), text.size(), raw.data(), raw.size());
    return text.data();
}

}  // namespace linli::storage
