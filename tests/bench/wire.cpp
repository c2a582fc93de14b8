#include "tests/bench/wire.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

namespace linli::bench {
namespace {

constexpr std::size_t chunk = 16 * 1024;          // one read: several messages of ~600 bytes
constexpr std::size_t largest = 4 * 1024 * 1024;  // a message above this is a bug of the program

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

void no_delay(int fd) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

// The value of a header; `name` in lower case with its colon and the line end before it.
std::string_view header(std::string_view head, std::string_view name) {
    auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    auto at = std::search(head.begin(), head.end(), name.begin(), name.end(), same);
    if (at == head.end()) return {};
    auto rest = std::string_view(at + name.size(), head.end());
    rest = rest.substr(0, rest.find('\r'));
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    return rest;
}

}  // namespace

nanoseconds steady_now() { return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1); }

scanned scan_http(std::string_view bytes, http_text& out) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return bytes.size() > largest ? scanned::broken : scanned::more;
    out.head = bytes.substr(0, end + 2);
    out.first_line = out.head.substr(0, out.head.find('\r'));
    if (!header(out.head, "\r\ntransfer-encoding:").empty()) return scanned::broken;
    std::size_t length = 0;
    if (auto value = header(out.head, "\r\ncontent-length:"); !value.empty()) {
        const auto parsed = std::from_chars(value.data(), value.data() + value.size(), length);
        if (parsed.ec != std::errc{} || length > largest) return scanned::broken;
    }
    out.size = end + 4 + length;
    if (bytes.size() < out.size) return scanned::more;
    out.body = bytes.substr(end + 4, length);
    return scanned::whole;
}

int status_of(std::string_view line) {
    int status = 0;
    if (!line.starts_with("HTTP/1.1 ") || line.size() < 12) return 0;
    std::from_chars(line.data() + 9, line.data() + 12, status);
    return status;
}

connection::~connection() { close(fd_); }

bool connection::fill() {
    for (;;) {
        const auto had = in_.size();
        in_.resize(had + chunk);
        const auto n = recv(fd_, in_.data() + had, chunk, 0);
        in_.resize(had + (n > 0 ? static_cast<std::size_t>(n) : 0));
        if (n == 0) return false;
        if (n < 0) return errno == EAGAIN || errno == EINTR;
        if (static_cast<std::size_t>(n) < chunk) return true;  // drained: the next byte is a new edge
    }
}

void connection::consume(std::size_t n) {
    read_ += n;
    if (read_ == in_.size()) {
        in_.clear();
        read_ = 0;
    }
}

bool connection::write(std::string_view bytes) {
    if (out_.empty()) {
        const auto n = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN) return false;
        if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    out_.append(bytes);
    return true;
}

bool connection::flush() {
    if (out_.empty()) return true;
    const auto n = send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (n < 0) return errno == EAGAIN;
    out_.erase(0, static_cast<std::size_t>(n));
    return true;
}

int listen_on(std::uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    int one = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    const auto a = loopback(port);
    if (bind(fd, reinterpret_cast<const sockaddr*>(&a), sizeof a) != 0) fail("bind");
    if (listen(fd, 1024) != 0) fail("listen");
    return fd;
}

int connect_to(std::uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) fail("socket");
    const auto a = loopback(port);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&a), sizeof a) != 0) {
        close(fd);
        return -1;
    }
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    no_delay(fd);
    return fd;
}

int accept_from(int listener) {
    const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) no_delay(fd);
    return fd;
}

poller::poller() : fd_(epoll_create1(EPOLL_CLOEXEC)) {
    if (fd_ < 0) fail("epoll_create1");
}

poller::~poller() { close(fd_); }

void poller::add(int fd, void* tag) {
    epoll_event e{};
    e.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    e.data.ptr = tag;
    if (epoll_ctl(fd_, EPOLL_CTL_ADD, fd, &e) != 0) fail("epoll_ctl");
}

std::span<const epoll_event> poller::wait(nanoseconds until) {
    constexpr nanoseconds second = 1'000'000'000;
    const auto left = std::max<nanoseconds>(0, until - steady_now());
    const timespec t{left / second, left % second};
    const int n = epoll_pwait2(fd_, events_, most, &t, nullptr);
    if (n < 0 && errno != EINTR) fail("epoll_pwait2");
    return {events_, n > 0 ? static_cast<std::size_t>(n) : 0};
}

}  // namespace linli::bench
