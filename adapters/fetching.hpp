// Media behind an address that somebody wrote into a message. The gateway checks where the address
// leads when it connects (no private network); here redirects are followed, and end.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"

namespace linli::adapters {

// Headers for one address: credentials for the platform's own host and for no other.
using headers_for = std::function<std::vector<header>(std::string_view url)>;

// A redirect is followed to https addresses only, three times at most.
step next_of_fetch(std::string_view url, const std::vector<http_reply>& replies, const headers_for& headers,
                   std::span<const std::string_view> secrets);
// The same without credentials.
step next_of_open_fetch(std::string_view url, const std::vector<http_reply>& replies,
                        std::span<const std::string_view> secrets);

}  // namespace linli::adapters
