#include "storage/data_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "storage/rights.hpp"

namespace linli::storage {
namespace {

constexpr const char* lock_name = "linli.lock";

// statfs(2) and linux/magic.h: NFS, SMB, SMB2, CIFS, AFS (two), Coda, NCP, Ceph, 9P, OCFS2, GFS2,
// Lustre.
constexpr unsigned long network_types[] = {0x6969,     0x517B,     0xFE534D42, 0xFF534D42, 0x5346414F,
                                           0x6B414653, 0x73757245, 0x564C,     0x00C36400, 0x01021997,
                                           0x7461636F, 0x01161970, 0x0BD00BD0};

std::string trouble(const std::filesystem::path& what, int why) {
    return "the data folder cannot be used: " + what.string() + ": " + std::strerror(why) +
           "; gateway.data_dir must name a folder that this user may write to";
}

failure<not_locked> refused(const std::filesystem::path& what) { return failure{not_locked{trouble(what, errno)}}; }

}  // namespace

bool is_network(long type) {
    return std::ranges::find(network_types, static_cast<unsigned long>(type) & 0xFFFFFFFF) != std::end(network_types);
}

data_lock::data_lock(data_lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

data_lock& data_lock::operator=(data_lock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

data_lock::~data_lock() {
    if (fd_ >= 0) ::close(fd_);
}

std::string flaw_of_data_folder(const std::filesystem::path& folder) {
    const auto lock = folder / lock_name;
    for (const auto& what : {folder, lock})
        if (const int why = why_not_usable(what)) return trouble(what, why);
    struct statfs where {};
    if (::statfs(part_that_exists(folder).c_str(), &where) != 0) return trouble(folder, errno);
    if (is_network(static_cast<long>(where.f_type)))
        return folder.string() +
               " lies on a network file system, where a database is not safe; choose a folder on a "
               "disk of this machine";
    return "";
}

result<data_lock, not_locked> lock_data_folder(const std::filesystem::path& folder) {
    if (auto why = flaw_of_data_folder(folder); !why.empty()) return failure{not_locked{std::move(why)}};
    std::error_code failed;
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), failed);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return refused(folder);
    const auto file = folder / lock_name;
    data_lock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock.fd_ < 0) return refused(file);
    if (::flock(lock.fd_, LOCK_EX | LOCK_NB) == 0) {
        const auto pid = std::to_string(::getpid()) + "\n";
        if (::ftruncate(lock.fd_, 0) == 0) (void)!::pwrite(lock.fd_, pid.data(), pid.size(), 0);
        return lock;
    }
    if (errno != EWOULDBLOCK) return refused(file);
    char holder[16] = {};
    const auto n = ::pread(lock.fd_, holder, sizeof holder - 1, 0);
    std::string by(holder, n > 0 ? static_cast<std::size_t>(n) : 0);
    by.erase(std::min(by.find_first_not_of("0123456789"), by.size()));
    return failure{not_locked{"another Linli" + (by.empty() ? "" : " (process " + by + ")") +
                                  " already serves the data in " + folder.string(),
                              true}};
}

}  // namespace linli::storage
