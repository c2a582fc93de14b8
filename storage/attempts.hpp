// What became of each message of ours, written beside the settling of its outbox row. Kept 14 days.
// Thread: the writer's. Throws store_error. storage/tracing.hpp reads it.
#pragma once

#include "storage/sqlite.hpp"
#include "storage/store.hpp"

namespace linli::storage {

class attempts {
public:
    explicit attempts(connection& db);

    void put(const attempt& a, std::int64_t channel);
    void forget(person_id room);  // reads all of them: a person is forgotten seldom
    bool prune(instant now, std::size_t rows);

private:
    statement put_, forget_, prune_;
};

}  // namespace linli::storage
