// Secrets that we hand out: session cookies and single-use links. Only their hash is stored.
#pragma once

#include <string>
#include <string_view>

namespace linli::gateway {

// 256 random bits as 43 characters of base64url.
std::string new_token();
bool is_token(std::string_view text);
// Lower-case hex SHA-256: a token has too many bits for a slow hash to add anything.
std::string token_hash(std::string_view token);
// "r-" or "s-" and 32 random hex digits: the chat of a new session on the web channel.
std::string new_subject(char kind);

}  // namespace linli::gateway
