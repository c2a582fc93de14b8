// A server on the loopback that answers by a script, one connection after the other, for the client's
// tests. It ends with its object.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace linli::test {

class tiny_server {
public:
    // Called with each connection; returns when it is to be closed.
    explicit tiny_server(std::function<void(int fd)> talk) : talk_(std::move(talk)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in a{};
        a.sin_family = AF_INET;
        a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t n = sizeof a;
        if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&a), n) != 0 ||
            ::listen(listener_, 64) != 0 || ::getsockname(listener_, reinterpret_cast<sockaddr*>(&a), &n) != 0)
            throw std::runtime_error("no listener");
        port_ = ntohs(a.sin_port);
        thread_ = std::thread([this] { work(); });
    }
    ~tiny_server() {
        stopped_ = true;
        thread_.join();
        for (auto& t : talks_) t.join();
        ::close(listener_);
    }
    std::string url(const std::string& path = "/") const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
    bool stopped() const { return stopped_; }
    std::atomic<int> connections{0};

    // One request's bytes, head and body; "" when the other side closed.
    std::string read_request(int fd) const {
        std::string all;
        std::size_t need = std::string::npos;
        while (all.size() < need || need == std::string::npos) {
            pollfd p{fd, POLLIN, 0};
            if (stopped_) return {};
            if (::poll(&p, 1, 20) == 0) continue;
            char buffer[65536];
            const auto n = ::recv(fd, buffer, sizeof buffer, 0);
            if (n <= 0) return {};
            all.append(buffer, static_cast<std::size_t>(n));
            const auto end = all.find("\r\n\r\n");
            if (end == all.npos || need != std::string::npos) continue;
            const auto length = all.find("Content-Length: ");
            need = end + 4 + (length == all.npos ? 0 : std::stoul(all.substr(length + 16)));
        }
        return all;
    }
    static void write(int fd, const std::string& text) { ::send(fd, text.data(), text.size(), MSG_NOSIGNAL); }
    static std::string answer(const std::string& body, const std::string& more = {}) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
    }
    // Closes with a reset instead of an end.
    static void reset(int fd) {
        linger l{1, 0};
        ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &l, sizeof l);
    }

private:
    void work() {
        while (!stopped_) {
            pollfd p{listener_, POLLIN, 0};
            if (::poll(&p, 1, 20) == 0) continue;
            const int fd = ::accept(listener_, nullptr, nullptr);
            if (fd < 0) continue;
            ++connections;
            talks_.emplace_back([this, fd] {
                talk_(fd);
                ::close(fd);
            });
        }
    }

    std::function<void(int)> talk_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stopped_{false};
    std::thread thread_;
    std::vector<std::thread> talks_;
};

}  // namespace linli::test
