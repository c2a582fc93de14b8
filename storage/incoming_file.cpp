#include "storage/incoming_file.hpp"

#include <stdexcept>

#include <openssl/evp.h>

#include "storage/photos.hpp"

namespace linli::storage {

namespace {

using context = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

void must(int done) {
    if (done != 1) throw std::runtime_error("incoming_file: SHA-256 failed");
}

}  // namespace

incoming_file::incoming_file(disk_calls& os, std::filesystem::path root, std::size_t most)
    : file_(os, root / "partial" / random_name()),
      root_(std::move(root)),
      most_(most),
      digest_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    must(EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr));
}

incoming_file::incoming_file(incoming_file&&) noexcept = default;
incoming_file::~incoming_file() = default;

result<done, disk_error> incoming_file::write(bytes_view piece) {
    if (piece.size() > most_ - size_) return failure{disk_error::too_large};
    if (auto written = file_.write(piece); !written) return written;
    must(EVP_DigestUpdate(digest_.get(), piece.data(), piece.size()));
    size_ += piece.size();
    return done{};
}

std::string incoming_file::sha256() const {
    const context so_far(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    must(EVP_MD_CTX_copy_ex(so_far.get(), digest_.get()));
    std::string out(static_cast<std::size_t>(EVP_MD_size(EVP_sha256())), '\0');
    must(EVP_DigestFinal_ex(so_far.get(), reinterpret_cast<unsigned char*>(out.data()), nullptr));
    return out;
}

result<std::string, disk_error> incoming_file::keep() {
    auto hash = photo_store::name_of(sha256());
    if (auto kept = file_.keep(photo_store::place_of(root_, hash)); !kept) return failure{kept.error()};
    return hash;
}

}  // namespace linli::storage
