// One started child and the socket to its standard input and output.
//
// For one strand. The destructor kills a child that was not waited for, and waits for it: brief,
// but it blocks, so a caller awaits `end` on the ordinary way. Of our open files the child gets
// none; it has an empty environment, its own process group (a Ctrl-C is ours to handle) and no
// standard error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <sys/types.h>

namespace linli::media {

class child_process {
public:
    // Nothing when the system has no process, file or memory left for it.
    static std::optional<child_process> start(const boost::asio::any_io_executor& executor, const std::string& program,
                                              const std::vector<std::string>& arguments);

    child_process(child_process&& other) noexcept;
    child_process& operator=(child_process&&) = delete;
    ~child_process();

    // A socket and not two pipes: a write to a dead child must not raise SIGPIPE here.
    boost::asio::local::stream_protocol::socket& line() { return line_; }

    // Kills it where it still lives, and waits until it is gone for good.
    boost::asio::awaitable<void> end();

private:
    child_process(const boost::asio::any_io_executor& executor, pid_t pid, int line, int ended);
    void kill_and_wait() noexcept;

    pid_t pid_;  // 0: waited for
    boost::asio::local::stream_protocol::socket line_;
    boost::asio::posix::stream_descriptor ended_;  // a pidfd: readable when the child has ended
};

}  // namespace linli::media
