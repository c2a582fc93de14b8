// Copies the write-ahead log into the database on a thread of its own, a few times a second while there
// are commits, so that no commit ever waits for it (docs/architecture.md). The destructor empties the log.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

namespace linli::gateway {

class checkpoints {
public:
    // `commits`: how many there were so far, any thread. `trouble`: the database's own words.
    checkpoints(std::filesystem::path database, std::function<std::uint64_t()> commits,
                std::function<void(std::string_view)> trouble);
    ~checkpoints();
    checkpoints(const checkpoints&) = delete;
    checkpoints& operator=(const checkpoints&) = delete;

    int pages_left() const { return left_; }

private:
    void run();

    const std::filesystem::path database_;
    const std::function<std::uint64_t()> commits_;
    const std::function<void(std::string_view)> trouble_;
    std::atomic<int> left_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace linli::gateway
