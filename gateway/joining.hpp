// Pieces of one text that a platform brings one by one (inbound::part) become the text.
//
// Nothing is stored: a piece waits in memory, and its webhook is answered only once the whole text is
// committed, or with a 503 after a few seconds, so that the platform brings it again. A crash loses
// nothing that was acknowledged. Bounded in number and age; what never becomes whole is dropped after a
// day, when platforms stop trying (Vonage: "Inbound SMS", retries). For the I/O thread.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/adapter.hpp"
#include "gateway/io.hpp"
#include "gateway/landing.hpp"

namespace linli::gateway {

class joining {
public:
    using clock = std::chrono::steady_clock;

    struct text {
        std::map<int, adapters::inbound> pieces;
        clock::time_point since{};
        bool under_way = false;    // whoever brought the last piece is committing it
        std::optional<taken> how;  // once it was heard
        std::vector<std::shared_ptr<boost::asio::steady_timer>> waiting;
    };

    // Where the piece went. `whole` is set for one caller, who hears it and then says how that went.
    struct place {
        std::shared_ptr<text> set;
        std::optional<adapters::inbound> whole;
    };
    place add(const std::string& channel, adapters::inbound piece, clock::time_point now);
    static void ended(text& set, taken how);
    // What became of the text that others bring; nothing when it is not whole after `patience`.
    static awaitable<std::optional<taken>> outcome(std::shared_ptr<text> set, std::chrono::milliseconds patience);

    std::size_t size() const { return sets_.size(); }

private:
    void forget_old(clock::time_point now);

    std::map<std::string, std::shared_ptr<text>> sets_;
};

}  // namespace linli::gateway
