// What must be rewritten when a person asks to be forgotten: their cases keep what is wrong and
// where, and lose who said so, in the log too; what was said to staff about those cases loses it as
// well.
//
// Inside the writer's transaction. Throws store_error. What is the person's own (conversation,
// messages, queues, addresses) is deleted by its owners.
#pragma once

#include <vector>

#include "storage/key_ring.hpp"
#include "storage/sqlite.hpp"

namespace linli::storage {

// The cases of `who`, rewritten. `all`: everybody who is forgotten together with them; what any of
// them was called is removed.
std::vector<case_code> remove_contact(connection& db, const key_ring& keys, person_id who,
                                      const std::vector<person_id>& all);

}  // namespace linli::storage
