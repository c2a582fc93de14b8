#include "gateway/web/token.hpp"

#include <array>
#include <span>
#include <stdexcept>

#include <openssl/rand.h>
#include <openssl/sha.h>

namespace linli::gateway {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t token_bytes = 32;       // ASVS 7.2.3 asks for 16
constexpr std::size_t token_characters = 43;  // base64url without padding

template <std::size_t N>
std::array<unsigned char, N> random_bytes() {
    std::array<unsigned char, N> bytes;
    if (RAND_bytes(bytes.data(), static_cast<int>(N)) != 1)
        throw std::runtime_error("the system has no randomness");  // never hand out a weak token
    return bytes;
}

std::string hex(std::span<const unsigned char> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto b : bytes) {
        text += digits[b >> 4];
        text += digits[b & 15];
    }
    return text;
}

}  // namespace

std::string new_token() {
    const auto bytes = random_bytes<token_bytes>();
    std::string text;
    unsigned pending = 0, bits = 0;
    for (const auto b : bytes) {
        pending = (pending << 8) | b;
        for (bits += 8; bits >= 6; bits -= 6) text += alphabet[(pending >> (bits - 6)) & 63];
    }
    if (bits > 0) text += alphabet[(pending << (6 - bits)) & 63];
    return text;
}

bool is_token(std::string_view text) {
    return text.size() == token_characters && text.find_first_not_of(alphabet) == std::string_view::npos;
}

std::string token_hash(std::string_view token) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
    return hex(digest);
}

std::string new_subject(char kind) {
    const auto bytes = random_bytes<16>();
    return std::string(1, kind) + "-" + hex(bytes);
}

}  // namespace linli::gateway
