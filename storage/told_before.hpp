// What was said until a complaint was filed belongs to its case: the rows of its draft get the case's code in the
// commit that opens it (`linli export --messages`, `linli case --json`). Costs nothing where no case is opened.
#pragma once

#include <cstdint>
#include <vector>

#include "storage/states.hpp"

namespace linli::storage {

// `ids`: the rows of c.events. Call when they are written, and the conversations are not yet. Throws store_error.
void give_told_before(connection& db, states& stored, const batch_changes& c, const std::vector<std::int64_t>& ids);

}  // namespace linli::storage
