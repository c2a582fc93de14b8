// Telling a text that is delivered again from a person who says the same again. SMPP has no ids for
// what comes in, and people answer "1" several times a minute.
//
// A key is the text's hash and how often we confirmed that very text on this connection within the
// window. What we confirmed in time the SMSC has no reason to bring again, so the next one is new and
// counts further; what we did not confirm keeps its number, and its key is on record where it was
// committed. A new connection counts from 0: then the last minutes of the one before decide.
#pragma once

#include <map>
#include <string>

#include "dialogs/time.hpp"

namespace linli::adapters::smpp {

class repeats {
public:
    static constexpr int minutes_before = 2;  // inbound::minutes_before
    static constexpr span_of_time window = std::chrono::minutes{minutes_before + 1};
    // SMSCs wait 10 to 30 s for an answer: one that came later may not have counted.
    static constexpr span_of_time in_time = std::chrono::seconds{10};
    static constexpr std::size_t most = 4096;  // ~100 B each

    std::string key(const std::string& hash, instant now) const {
        const auto at = confirmed_.find(hash);
        if (at == confirmed_.end() || at->second.last + window <= now || at->second.times == 0) return hash;
        return hash + '#' + std::to_string(at->second.times);
    }
    // The text that arrived then is confirmed now.
    void confirmed(const std::string& hash, instant arrived, instant now) {
        if (now - arrived > in_time) return;
        if (confirmed_.size() >= most)
            std::erase_if(confirmed_, [&](const auto& e) { return e.second.last + window <= now; });
        if (confirmed_.size() >= most) confirmed_.clear();
        auto& e = confirmed_[hash];
        if (e.last + window <= now) e.times = 0;
        ++e.times;
        e.last = now;
    }
    void forget() { confirmed_.clear(); }

private:
    struct entry {
        int times = 0;
        instant last{};
    };
    std::map<std::string, entry> confirmed_;
};

}  // namespace linli::adapters::smpp
