#include "gateway/checkpointer.hpp"

#include <exception>
#include <utility>

namespace linli::gateway {

checkpointer::checkpointer(steps s, std::chrono::milliseconds every) : steps_(std::move(s)), every_(every) {}

checkpointer::~checkpointer() { stop(); }

void checkpointer::start() {
    thread_ = std::thread([this] { work(); });
}

void checkpointer::stop() {
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

// False: it failed. The next round tries again; a log that cannot be copied only grows.
bool checkpointer::round(std::uint64_t& seen, bool& left) {
    const auto now = steps_.work();
    if (now == seen && !left) return true;
    try {
        left = steps_.run() > 0;
        seen = now;
        return true;
    } catch (const std::exception& e) {
        left = true;
        if (steps_.trouble) steps_.trouble(e.what());
        return false;
    }
}

void checkpointer::work() {
    constexpr int slower = 50;  // rounds to sit out after a failure: one line in the log every 5 s
    std::uint64_t seen = 0;
    bool left = true;  // what an earlier life left
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        lock.unlock();
        const bool well = round(seen, left);
        lock.lock();
        wake_.wait_for(lock, well ? every_ : every_ * slower, [this] { return stopped_; });
    }
    lock.unlock();
    try {
        if (steps_.last) steps_.last();
    } catch (const std::exception& e) {
        if (steps_.trouble) steps_.trouble(e.what());
    }
}

}  // namespace linli::gateway
