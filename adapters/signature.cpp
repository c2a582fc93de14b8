#include "adapters/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace linli::adapters {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const unsigned char* bytes_of(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

const EVP_MD* method(digest kind) {
    switch (kind) {
        case digest::md5:
            return EVP_md5();
        case digest::sha1:
            return EVP_sha1();
        case digest::sha256:
            return EVP_sha256();
        case digest::sha512:
            return EVP_sha512();
    }
    return EVP_sha256();
}

std::string hmac(const EVP_MD* kind, std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned size = 0;
    HMAC(kind, key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(), out.data(), &size);
    return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace

std::string hmac_sha1(std::string_view key, std::string_view text) { return hmac(EVP_sha1(), key, text); }

std::string hmac_sha256(std::string_view key, std::string_view text) { return hmac(EVP_sha256(), key, text); }

std::string sha256(std::string_view text) { return digest_of(digest::sha256, text); }

std::string digest_of(digest kind, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out;
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), out.data(), &size, method(kind), nullptr);
    return {reinterpret_cast<const char*>(out.data()), size};
}

std::string hmac_of(digest kind, std::string_view key, std::string_view text) { return hmac(method(kind), key, text); }

bool same_secret(std::string_view given, std::string_view expected) {
    if (expected.empty()) return false;
    // Each byte that was given meets one of ours, from the front again when ours are over: the time
    // depends on what they sent alone.
    volatile unsigned char differ = given.size() != expected.size();
    for (std::size_t i = 0, k = 0; i < given.size(); ++i) {
        differ = differ | static_cast<unsigned char>(given[i] ^ expected[k]);
        ++k;
        k &= static_cast<std::size_t>(-static_cast<std::ptrdiff_t>(k < expected.size()));
    }
    return differ == 0;
}

std::string hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto b = static_cast<std::uint8_t>(c);
        out += digits[b >> 4];
        out += digits[b & 0xF];
    }
    return out;
}

std::string base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = (group << 8) | (i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? alphabet[(group >> (18 - 6 * k)) & 63] : '=';
    }
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    std::string out;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pad = i >= text.size() - pads;
        const auto at = pad ? 0 : alphabet.find(text[i]);
        if (at == std::string_view::npos) return std::nullopt;
        group = (group << 6) | static_cast<std::uint32_t>(at);
        if (i % 4 != 3) continue;
        for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>((group >> shift) & 0xFF);
        group = 0;
    }
    out.resize(out.size() - pads);
    return out;
}

}  // namespace linli::adapters
