// X-Twilio-Signature: base64(HMAC-SHA1(token, address + sorted parameters)).
//
// The address is the public one of the configuration, never the Host header: behind a proxy ours
// would differ from what Twilio called. It is tried as it stands, without a port and with the
// scheme's own.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters::twilio {

// What Twilio would send for this address and these decoded parameters (none for GET and JSON).
std::string expected_signature(std::string_view token, std::string_view url, const form_fields& parameters);

// `url` is the full public address with the request's own query. A JSON body is bound by the
// bodySHA256 of the query.
bool signed_by(std::string_view token, std::string_view url, const http_request& request,
               const form_fields& parameters);

}  // namespace linli::adapters::twilio
