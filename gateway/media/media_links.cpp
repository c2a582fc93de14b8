#include "gateway/media/media_links.hpp"

#include <array>
#include <charconv>
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

std::string media_links::media(std::string_view hash, instant until) const {
    return link("/media/", "media", hash, until);
}

std::string media_links::dossier(std::string_view code, instant until) const {
    return link("/dossier/", "dossier", code, until);
}

bool media_links::opens_media(std::string_view hash, std::string_view end, std::string_view given, instant now) const {
    return opens("media", hash, end, given, now);
}

bool media_links::opens_dossier(std::string_view code, std::string_view end, std::string_view given,
                                instant now) const {
    return opens("dossier", code, end, given, now);
}

std::string media_links::link(std::string_view path, std::string_view what, std::string_view name,
                              instant until) const {
    const auto end = std::to_string(std::chrono::floor<std::chrono::seconds>(until.time_since_epoch()).count());
    std::string out(path);
    out.append(name).append("?e=").append(end).append("&s=");
    return out + signature(what, name, end);
}

bool media_links::opens(std::string_view what, std::string_view name, std::string_view end, std::string_view given,
                        instant now) const {
    const auto until = end_of(end);
    const std::string right = signature(what, name, end);
    const bool same = given.size() == right.size() && CRYPTO_memcmp(given.data(), right.data(), right.size()) == 0;
    return same && until && now < *until;
}

std::string media_links::signature(std::string_view what, std::string_view name, std::string_view end) const {
    std::string text = "linli ";  // no other use of the key begins so
    text.append(what).append(" ").append(name).append(" ").append(end);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    if (HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size) == nullptr)
        throw std::runtime_error("media_links: HMAC failed");
    return hex(digest.data(), signature_digits / 2);
}

media_links links_of(const storage::key_ring& keys) {
    const auto first = keys.hash("media links", "1");
    const auto second = keys.hash("media links", "2");
    std::vector<std::uint8_t> key(first.begin(), first.end());
    key.insert(key.end(), second.begin(), second.end());
    return media_links(std::move(key));
}

std::optional<instant> end_of(std::string_view end) {
    constexpr std::size_t digits_max = 11;  // the year 5138
    std::int64_t seconds = 0;
    const auto [last, error] = std::from_chars(end.data(), end.data() + end.size(), seconds);
    if (end.size() > digits_max || error != std::errc{} || last != end.data() + end.size() || seconds <= 0)
        return std::nullopt;
    return instant{std::chrono::seconds{seconds}};
}

}  // namespace linli::media
