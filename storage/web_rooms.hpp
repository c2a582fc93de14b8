// The rows of web chat: what a browser shows, numbered from 1 in each room without gaps.
// Thread: the writer's. Throws store_error.
#pragma once

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class web_rooms {
public:
    web_rooms(connection& db, const key_ring& keys);

    std::int64_t next_seq(person_id room);  // taken by this call
    void put(const history_row& row);
    // What the bot's row of that number was about, for a reply to it: rows are their own receipts.
    std::optional<receipt> receipt_of(const receipt_key& key);
    void seen(person_id room, std::int64_t seq);
    void forget(person_id room);

private:
    const key_ring& keys_;
    statement next_, put_, find_, seen_, drop_rows_, drop_room_;
};

// The columns room, seq, outbox, at, sender, client_id, body in this order; shared with the reader.
history_row history_of(const statement::rows& r, const key_ring& keys);

// What stands in the body of a history row.
struct history_body {
    std::string who;
    outgoing message;
    std::vector<attachment> attachments;
    std::string reply_to;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("who", s.who);
        v("message", s.message);
        v("attachments", s.attachments);
        v("reply_to", s.reply_to);
    }
};

}  // namespace linli::storage
