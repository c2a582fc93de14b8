// HTTP/1.1 by hand over non-blocking loopback sockets: just what the load generator and the nullbot
// need, because the generator must stay far cheaper than the programs that it measures.
//
// Thread: everything belongs to the one thread that polls. Messages carry a Content-Length or no
// body; chunked ones are `broken`. Errors: a peer that is gone shows as `false`, a system call that
// cannot fail on a healthy machine throws std::system_error.
#pragma once

#include <sys/epoll.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace linli::bench {

using nanoseconds = std::int64_t;  // of the steady clock
nanoseconds steady_now();

// One request or response at the start of some bytes; views into those bytes.
struct http_text {
    std::string_view first_line;
    std::string_view head;  // with the first line
    std::string_view body;
    std::size_t size = 0;  // of the whole message
};

enum class scanned { more, broken, whole };
scanned scan_http(std::string_view bytes, http_text& out);

// 0 when the line is no status line.
int status_of(std::string_view first_line);

class connection {
public:
    explicit connection(int fd) : fd_(fd) {}
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    int fd() const { return fd_; }
    // Reads all that is there; false: the peer has closed or failed.
    bool fill();
    std::string_view unread() const { return std::string_view(in_).substr(read_); }
    void consume(std::size_t n);
    // Sends what the socket takes now and keeps the rest for `flush`; false: the peer is gone.
    bool write(std::string_view bytes);
    bool flush();

private:
    int fd_;
    std::string in_;
    std::size_t read_ = 0;
    std::string out_;
};

int listen_on(std::uint16_t port);   // 127.0.0.1; throws when the port is taken
int connect_to(std::uint16_t port);  // -1 when nobody listens there
int accept_from(int listener);       // -1 when nobody waits

// Edge-triggered: read until `fill` has seen everything. A tag comes back with each event.
class poller {
public:
    poller();
    ~poller();
    poller(const poller&) = delete;
    poller& operator=(const poller&) = delete;

    void add(int fd, void* tag);
    // Waits until something happens or `until` is reached.
    std::span<const epoll_event> wait(nanoseconds until);

private:
    static constexpr int most = 256;  // events a call: more than there are connections in flight
    int fd_;
    epoll_event events_[most];
};

}  // namespace linli::bench
