// Which message of the platform a tag of ours stands for, and which of its threads a case: what a row
// edits, takes back or answers, and where it goes.
#pragma once

#include <functional>
#include <vector>

#include "storage/store.hpp"

namespace linli::gateway {

// Fills `previous`, `answers` and `thread` of those rows that name a tag or, where `in_thread` says so, a
// case, with one question to the store. Store thread. Throws store_error; the rows are as they were then,
// and are sent anew instead.
void with_tags(storage::store& store, std::vector<storage::outbox_row>& rows,
               const std::function<bool(const storage::outbox_row&)>& in_thread);

// The case in whose thread a message belongs; none: in the room itself.
inline case_code thread_of(const outgoing& m) { return m.about != case_code::none ? m.about : m.beside; }

}  // namespace linli::gateway
