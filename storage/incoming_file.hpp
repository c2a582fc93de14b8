// A file that comes from outside piece by piece: kept as it came, under the SHA-256 of its bytes, or
// dropped with the object. Nothing of it is held in memory.
//
// Blocking; one thread at a time. The photo_store that began it must outlive it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "storage/disk.hpp"

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace linli::storage {

class incoming_file {
public:
    incoming_file(disk_calls& os, std::filesystem::path root, std::size_t most);
    incoming_file(incoming_file&&) noexcept;
    ~incoming_file();

    // `too_large` beyond `most`, before anything of the piece is written.
    result<done, disk_error> write(bytes_view piece);
    std::size_t size() const { return size_; }
    // Where the bytes lie until it is kept.
    const std::filesystem::path& path() const { return file_.path(); }
    // 32 bytes, of what has come so far.
    std::string sha256() const;
    // The hash that photo_store names it by; on the disk and durable.
    result<std::string, disk_error> keep();

private:
    growing_file file_;
    std::filesystem::path root_;
    std::size_t most_;
    std::size_t size_ = 0;
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> digest_;
};

}  // namespace linli::storage
