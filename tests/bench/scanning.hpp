// Small pieces that every platform of the generator reads and writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace linli::bench {

// The number after `name` in JSON, quoted or not; 0 when it is missing.
std::int64_t number_after(std::string_view body, std::string_view name);
// The string after `name` in JSON, unescaped; empty when it is missing.
std::string string_after(std::string_view body, std::string_view name);
// The value of a field of a form, decoded; empty when it is missing.
std::string form_field(std::string_view body, std::string_view name);
// Whether a text offers choices by their numbers.
bool numbered(std::string_view text);
std::string form_encoded(std::string_view value);
// HMAC of `text`: SHA-1 in base64, SHA-256 in hex.
std::string hmac_sha1_base64(std::string_view key, std::string_view text);
std::string hmac_sha256_hex(std::string_view key, std::string_view text);
// An answer of an API, in JSON.
std::string respond(int status, std::string_view body);

}  // namespace linli::bench
