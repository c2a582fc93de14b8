// What messages of ours meant, found by the platform's id or by their tag. Kept 60 days.
// Thread: the writer's. Throws store_error.
#pragma once

#include <optional>

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class receipts {
public:
    receipts(connection& db, const key_ring& keys);

    std::optional<receipt> find(const receipt_key& key);
    std::optional<receipt> newest(const tag_key& key);
    void put(const receipt& r, instant now);  // an edit keeps its id: the newer meaning stands
    void forget(person_id room);
    bool prune(instant now, std::size_t rows);

private:
    receipt receipt_of(const statement::rows& r) const;

    const key_ring& keys_;
    statement find_, newest_, put_, forget_, prune_;
};

}  // namespace linli::storage
