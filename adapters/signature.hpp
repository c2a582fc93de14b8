// Digests, MACs and their spellings, as webhooks use them to prove where a request came from.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linli::adapters {

std::string hmac_sha1(std::string_view key, std::string_view text);    // 20 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view text);  // 32 raw bytes
std::string sha256(std::string_view text);                             // 32 raw bytes

// The same by choice: of a platform's settings, or of a description's. MD5 and SHA-1 are here since
// platforms still offer them.
enum class digest { md5, sha1, sha256, sha512 };
std::string digest_of(digest kind, std::string_view text);
std::string hmac_of(digest kind, std::string_view key, std::string_view text);

// Takes the same time wherever the two differ, and whatever their lengths. An empty `expected` is a
// secret that was never configured: nothing equals it.
bool same_secret(std::string_view given, std::string_view expected);

std::string hex(std::string_view bytes);  // lower case
std::string base64(std::string_view bytes);
// Strict: standard alphabet, padded, nothing else.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace linli::adapters
