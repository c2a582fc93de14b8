#include "storage/checkpoint.hpp"

namespace linli::storage {
namespace {

constexpr int long_log_pages = (16 << 20) / 4096;  // some seconds of the fastest writing
constexpr int wait_ms = 200;                       // writers wait as long as we do here, so far below their 5 s

bool busy(int code) { return (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED; }

}  // namespace

checkpoint_connection::checkpoint_connection(const std::filesystem::path& database)
    : db_(database, connection::mode::write) {
    sqlite3_busy_timeout(db_.handle(), wait_ms);
}

int checkpoint_connection::run() {
    int pages = 0;
    int copied = 0;
    int code = sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
    if (code == SQLITE_OK && pages > long_log_pages)
        code = sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_RESTART, &pages, &copied);
    if (code != SQLITE_OK && !busy(code)) db_.fail(code);
    return pages > copied ? pages - copied : 0;
}

void checkpoint_connection::truncate() {
    const int code = sqlite3_wal_checkpoint_v2(db_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK && !busy(code)) db_.fail(code);
}

}  // namespace linli::storage
