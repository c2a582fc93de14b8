#include "storage/store.hpp"

namespace linli::storage {

bool batch_changes::empty() const {
    return events.empty() && conversations.empty() && offices.empty() && cases.empty() && dues.empty() &&
           entries.empty() && outbox.empty() && history.empty() && posts.empty() && posts_taken.empty() &&
           fetches.empty() && fetches_done.empty() && settles.empty() && postpones.empty() && attempts.empty() &&
           receipts.empty() && links.empty() && threads.empty() && parked.empty() && parked_taken.empty() &&
           reachable.empty() && moved.empty() && wrote.empty() && lost.empty() && joins.empty() && parts.empty() &&
           signed_out.empty() && forget.empty() && seen.empty();
}

}  // namespace linli::storage
