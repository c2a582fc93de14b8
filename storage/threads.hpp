// Which thread of a room belongs to which case, found from either side. Kept as long as the case.
// Thread: the writer's. Throws store_error.
#pragma once

#include <optional>

#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class threads {
public:
    explicit threads(connection& db);

    std::optional<thread> find(const thread_key& key);   // of a case
    std::optional<thread> find(const receipt_key& key);  // by the platform's id of the thread
    void put(const thread& t);  // takes the place of an earlier one; without a platform_id: removes it
    void forget(person_id room);

private:
    statement of_case_, of_id_, put_, drop_, forget_;
};

}  // namespace linli::storage
