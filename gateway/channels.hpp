// The channels of this deployment: each a name, an adapter and its limits. Built at start, immutable
// afterwards but for the health of each, and what is known of the threads of our staff rooms; these any
// thread may set and read.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/catalogue.hpp"
#include "gateway/config/values.hpp"

namespace linli::gateway {

struct channel {
    std::string name;
    std::string type;
    std::unique_ptr<adapters::adapter> adapter;
    adapters::send_limits limits;
    std::vector<network> sources;  // who may call its webhook; empty: anybody who proves it
};

class channels {
public:
    void add(channel c);
    // nullptr when there is none. The pointer is good as long as the channels are.
    const channel* find(std::string_view name) const;
    const std::vector<std::unique_ptr<channel>>& all() const { return all_; }

    // "" = well. Shown by /readyz's details, `linli doctor` and the log; never makes us not ready.
    // `of`: what of the channel; each heals by itself.
    enum class part : std::uint8_t { whole, threads };
    void set_trouble(std::string_view name, std::string trouble, part of = part::whole);
    std::string trouble(std::string_view name) const;

    // Whether that room has threads that we may make: learned at set-up, from sends, and from what
    // comes in. A refusal is forgotten after an hour, so that a right given meanwhile is found.
    adapters::threading threads_in(std::string_view name, const std::string& room) const;
    void learn_threads(std::string_view name, const std::string& room, adapters::threading what);
    // What an event tells of its room, which may be anybody's: the same of rooms that were learned of,
    // and that a group let us in. By whichever door it came.
    void saw(std::string_view name, const adapters::inbound& what);
    // Who is told of such groups; set before anything is heard, called on the thread that hears.
    using let_in_listener = std::function<void(std::string_view name, std::string_view chat)>;
    void tell_let_in(let_in_listener to) { let_in_ = std::move(to); }

private:
    struct known_room {
        adapters::threading what{};
        std::chrono::steady_clock::time_point since{};
    };
    void saw_threads(std::string_view name, const std::string& room, adapters::threading what);
    void put_threads(std::string_view name, const std::string& room, adapters::threading what);

    let_in_listener let_in_;
    std::vector<std::unique_ptr<channel>> all_;
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, part>, std::string> trouble_;
    std::map<std::pair<std::string, std::string>, known_room> rooms_;  // (channel, chat): staff rooms
};

}  // namespace linli::gateway
