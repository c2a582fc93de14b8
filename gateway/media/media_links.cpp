#include "gateway/media/media_links.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace linli::media {

namespace {

constexpr std::size_t signature_digits = 32;  // 128 bits cannot be guessed

std::string hex(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

}  // namespace

media_links::media_links(std::vector<std::uint8_t> key) : key_(std::move(key)) {
    if (key_.size() < key_bytes_min) throw std::invalid_argument("media_links: the key is short");
}

std::string media_links::link(std::string_view hash) const {
    return "/media/" + std::string(hash) + "?s=" + signature(hash);
}

bool media_links::valid(std::string_view hash, std::string_view given) const {
    const std::string right = signature(hash);
    return given.size() == right.size() &&
           CRYPTO_memcmp(given.data(), right.data(), right.size()) == 0;
}

std::string media_links::signature(std::string_view hash) const {
    const std::string text = "linli media " + std::string(hash);  // no other use of the key fits it
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    if (HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
             &size) == nullptr)
        throw std::runtime_error("media_links: HMAC failed");
    return hex(digest.data(), signature_digits / 2);
}

}  // namespace linli::media
