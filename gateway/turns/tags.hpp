// Which message of the platform a tag of ours stands for: what a row edits, takes back or answers.
#pragma once

#include <vector>

#include "storage/store.hpp"

namespace linli::gateway {

// Fills `previous` and `answers` of those rows that name a tag, with one question to the store.
// Store thread. Throws store_error; the rows are as they were then, and are sent anew instead.
void with_tags(storage::store& store, std::vector<storage::outbox_row>& rows);

}  // namespace linli::gateway
