// The messages in which a case was told before it was opened. Their rows do not name it: each would have to be
// written twice. They are found when somebody reads, from the newest of the talk back to where the draft began.
//
// Thread and errors: those of the connection.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"

namespace linli::storage {

class told_before {
public:
    explicit told_before(connection& db);

    std::vector<std::int64_t> messages_of(const case_file& f);  // oldest first
    // Of every case. Reads them all: for an export.
    std::unordered_map<std::int64_t, case_code> all(const key_ring& keys);

private:
    statement talk_, cases_;
};

}  // namespace linli::storage
