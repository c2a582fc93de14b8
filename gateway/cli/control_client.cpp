#include "gateway/cli/control_client.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "gateway/control_socket.hpp"

namespace linli::gateway::cli {

control_client::control_client(const std::filesystem::path& data_dir) {
    const socket_path path(data_dir);
    const auto name = path.text();
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    if (name.size() >= sizeof(to.sun_path)) return;
    std::memcpy(to.sun_path, name.c_str(), name.size() + 1);
    fd_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd_ >= 0 && ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0) {
        ::close(fd_);
        fd_ = -1;
    }
}

control_client::~control_client() {
    if (fd_ >= 0) ::close(fd_);
}

void control_client::wait_at_most(std::chrono::seconds patience) {
    timeval limit{};
    limit.tv_sec = patience.count();
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

bool control_client::send(const std::string& line) {
    const auto all = line + "\n";
    std::size_t sent = 0;
    while (sent < all.size()) {
        const auto n = ::send(fd_, all.data() + sent, all.size() - sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

std::optional<std::string> control_client::read() {
    std::array<char, 4096> some;
    while (!has_line()) {
        const auto n = ::read(fd_, some.data(), some.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return std::nullopt;
        read_.append(some.data(), static_cast<std::size_t>(n));
    }
    const auto end = read_.find('\n');
    auto line = read_.substr(0, end);
    read_.erase(0, end + 1);
    return line;
}

}  // namespace linli::gateway::cli
