// What the two translation units of the sender share.
#pragma once

#include "gateway/sender.hpp"
#include "gateway/sending/send_queue.hpp"
#include "gateway/turns/lru.hpp"

namespace linli::gateway {

struct sender::account {
    const channel* what;
    account_counters* counts;
    stream_driver* session = nullptr;  // through which it sends, where it has one
    send_queue queue;
    asio::steady_timer timer;
    send_queue::time armed = send_queue::time::max();
    std::size_t under_way = 0;
    send_queue::time last_success{};
    bool troubled = false;
    bool pumping = false;

    account(asio::io_context& io, const channel* c, account_counters* n)
        : what(c), counts(n), queue(c->limits), timer(io) {}
};

// One send under way.
struct sender::work {
    send_queue::item* item = nullptr;
};

// The platform's ids of what was tagged and sent a moment ago: the store learns of them with the
// settle, up to a batch later than the next row of the same tag may be sent.
struct sender::memory {
    lru<std::string, std::string> tags{1024};  // ~150 B each; many more than one batch sends
    // Of each chat the newest one: good for less than a minute, so a crash loses nothing worth keeping.
    struct token {
        std::string text;
        send_queue::time until;
    };
    lru<std::string, token> tokens{4096};  // ~200 B each
    lru<std::string, storage::thread> threads{1024};
};

inline std::string token_key(std::string_view channel, std::string_view chat) {
    return std::string(channel).append(" ").append(chat);
}

inline std::string tag_key(person_id room, const std::string& tag) {
    return std::to_string(static_cast<std::int64_t>(room)) + ' ' + tag;
}

}  // namespace linli::gateway
