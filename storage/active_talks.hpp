// Counts the conversations in which something is under way, by the two indexes of what is under way:
// rows that fall due soon, and open cases. However many people have ever written, those who rest cost
// nothing. Thread: its connection's. Throws store_error.
#pragma once

#include "storage/reader.hpp"
#include "storage/sqlite.hpp"

namespace linli::storage {

class active_talks {
public:
    // Counts no further than so many rows of each kind, which take some 0.1 s: a scrape must end.
    static constexpr std::size_t rows_max = 20'000;

    explicit active_talks(connection& db, std::size_t most = rows_max);

    reader::talk_counts count(instant drafts_end_by);

private:
    const std::size_t most_;
    statement drafts_, cases_;
};

}  // namespace linli::storage
