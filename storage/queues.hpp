// What waits to be done: messages to send, posted events, media to fetch, parked events.
//
// A message that a commit inserts is in the hands of this process (its lease is `never`), so
// finding it again costs no index; a start lets go of all of them. One that is postponed stays in its
// hands: given back while it is being sent again, it would be sent twice. Ids come from a counter that no restart and
// no deletion sets back, so that they can be idempotency keys. Thread: the writer's. Throws store_error.
#pragma once

#include <vector>

#include "storage/address_book.hpp"
#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class queues {
public:
    // Lets go of what an earlier process held; writes, once.
    queues(connection& db, const key_ring& keys, address_book& book);

    std::int64_t next_id() { return next_id_++; }
    // `room`: whose it is; of web chat the person of the address alone, whose rows are counted by `seq`,
    // which is 0 for other channels. `cause`: the message that it answers, or 0.
    void put(std::int64_t id, const outbox_row& row, person_id room, std::int64_t seq, std::int64_t cause);
    void settle(std::int64_t id);
    void postpone(const postponed& p);
    std::vector<outbox_row> unsent(instant now, instant lease, std::size_t limit);
    std::vector<outbox_row> web_unsettled(person_id room, std::int64_t seq);

    std::int64_t put(const event& posted, std::int64_t cause);
    void take_post(std::int64_t id);
    std::vector<posted_row> posts(std::size_t limit);

    void put(const fetch_row& f);
    void drop_fetch(const std::string& job);
    std::vector<fetch_row> fetches(std::size_t limit);

    void park(const parked_row& p, std::int64_t cause);
    void take_parked(std::int64_t id);
    bool is_parked(std::int64_t id);
    std::vector<parked_row> parked(std::size_t limit);

    void forget(person_id who);

private:
    outbox_row row_of(const statement::rows& r);

    connection& db_;
    const key_ring& keys_;
    address_book& book_;
    std::int64_t next_id_ = 1;
    statement put_, settle_, postpone_, lease_, unsent_, web_, put_post_, take_post_, posts_, put_fetch_, drop_fetch_,
        fetches_, park_, take_parked_, find_parked_, parked_;
};

}  // namespace linli::storage
