// The other end of gateway/control_socket.hpp: one blocking connection to a running `serve`.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace linli::gateway::cli {

class control_client {
public:
    // Check `connected` first: false where no `serve` listens there.
    explicit control_client(const std::filesystem::path& data_dir);
    ~control_client();
    control_client(const control_client&) = delete;
    control_client& operator=(const control_client&) = delete;

    bool connected() const { return fd_ >= 0; }
    int descriptor() const { return fd_; }
    // From now on `read` gives up after so long.
    void wait_at_most(std::chrono::seconds patience);
    bool send(const std::string& line);
    // The next line; waits for it. Nothing when the other side has gone.
    std::optional<std::string> read();
    bool has_line() const { return read_.find('\n') != std::string::npos; }

private:
    int fd_ = -1;
    std::string read_;
};

}  // namespace linli::gateway::cli
