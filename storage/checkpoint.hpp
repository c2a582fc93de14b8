// Copies the write-ahead log into the database, on a connection and a thread of its own, so that no
// commit ever waits for it. Thread: its maker's. Throws store_error.
#pragma once

#include <filesystem>

#include "storage/sqlite.hpp"

namespace linli::storage {

class checkpoint_connection {
public:
    explicit checkpoint_connection(const std::filesystem::path& database);

    // One round; call it every 100 ms. Copies what it can without disturbing anyone; where the log
    // has grown past 16 MB (under load, or a reader held an old snapshot) it also waits a moment to
    // start it anew, in the same file: overwriting is twice as fast as growing.
    // Gives the pages that are still to be copied: a number that stays high means that a reader
    // stays too long.
    int run();
    void truncate();  // before leaving: all is copied and the log is empty, where no reader is in
                      // the way

private:
    connection db_;
};

}  // namespace linli::storage
