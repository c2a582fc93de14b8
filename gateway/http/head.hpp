// The first lines of an answer. Pure.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

// The bare 200 of a webhook: written as it stands, since it is most of what we ever say.
inline constexpr std::string_view bare_ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
inline constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

bool is_bare_ok(const reply& r);
std::string_view body_of(const reply& r);

// Status line and headers with the empty line. `close`: we shall close afterwards. Every answer
// carries nosniff and, where it says nothing else, no-referrer and no-store; a page also what the protocol
// page demands, and HSTS over https.
std::string head_of(const reply& r, bool close, bool https);

}  // namespace linli::gateway
