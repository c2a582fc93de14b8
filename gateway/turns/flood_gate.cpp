#include "gateway/turns/flood_gate.hpp"

#include <algorithm>
#include <functional>

namespace linli::gateway {

float flood_gate::level_at(const bucket& b, clock::time_point now) const {
    const double idle = std::chrono::duration<double>(now - b.at).count();
    return static_cast<float>(std::max(0.0, b.level - idle * per_s_));
}

bool flood_gate::pass(std::string_view channel, std::string_view sender, clock::time_point now) {
    if (burst_ <= 0 || sender.empty()) return true;
    const std::uint64_t key = std::hash<std::string_view>{}(sender)*31 + std::hash<std::string_view>{}(channel);
    std::lock_guard lock(mutex_);
    if (buckets_.size() >= most_senders) sweep(now);
    bucket& b = buckets_[key];
    const float level = level_at(b, now);
    if (level + 1 > burst_) return false;
    b = {level + 1, now};
    return true;
}

void flood_gate::sweep(clock::time_point now) {
    std::erase_if(buckets_, [&](const auto& e) { return level_at(e.second, now) <= 0; });
    // Everybody floods at once: a fresh start is kinder than refusing newcomers.
    if (buckets_.size() >= most_senders) buckets_.clear();
}

}  // namespace linli::gateway
