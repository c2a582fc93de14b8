// `sig` of Vonage's requests (Vonage: "Signing Messages"): every parameter but sig, with
// & and = in its value turned into _, sorted by name, written "&name=value"; then either
// hex(MD5(that + secret)) or hex(HMAC(secret, that)).
#pragma once

#include <string>
#include <string_view>

#include "adapters/urlencoded.hpp"

namespace linli::adapters::vonage {

enum class method { any, md5hash, md5, sha1, sha256, sha512 };

std::string signed_text(const form_fields& parameters);

// `any`: what the account chose shows in the signature's length (md5hash and md5 have the same).
bool signed_by(std::string_view secret, method how, const form_fields& parameters);

}  // namespace linli::adapters::vonage
