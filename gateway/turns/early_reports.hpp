// Delivery reports that came before the end of the send they tell of: a platform may report over one
// connection while its answer to us is still under way on another. They wait here for the receipt.
//
// Store thread only. In memory: a crash before the receipt is on disk sends the message again, and a
// new report follows. Bounded; the oldest goes first.
#pragma once

#include <functional>
#include <string>

#include "dialogs/event.hpp"
#include "gateway/turns/lru.hpp"

namespace linli::gateway {

class early_reports {
public:
    // The first one stands.
    void keep(person_id room, const std::string& platform_id, delivery report) {
        if (!find(room, platform_id)) kept_.put({room, platform_id}, std::move(report));
    }
    // What was reported about that message. It stays until `drop`, since a batch may be rolled back.
    const delivery* find(person_id room, const std::string& platform_id) {
        return kept_.size() == 0 ? nullptr : kept_.find({room, platform_id});
    }
    void drop(person_id room, const std::string& platform_id) { kept_.drop({room, platform_id}); }

private:
    static constexpr std::size_t most = 1024;  // sends under way at a time, twice over; ~300 B each

    using key = std::pair<person_id, std::string>;
    struct hash {
        std::size_t operator()(const key& k) const {
            return std::hash<std::string>{}(k.second) * 31 + static_cast<std::size_t>(k.first);
        }
    };
    lru<key, delivery, hash> kept_{most};
};

}  // namespace linli::gateway
