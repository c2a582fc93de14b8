// Media of others: how a download is asked for, and what its answer says.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"

namespace linli::adapters {

inline constexpr std::size_t file_max = 20 << 20;  // what the gateway keeps; platforms may take more

// A GET whose body goes to disk. Time and size are those of a file over a slow line.
http_call download_call(std::string url, std::vector<header> headers = {});

// A 200 brought the media.
verdict downloaded(const http_reply& reply);

// Headers for one address: credentials for the platform's own host and for no other.
using headers_for = std::function<std::vector<header>(std::string_view url)>;

// Media behind an address that somebody wrote into a message. The gateway checks where it leads when it
// connects (no private network). A redirect is followed to https addresses only, three times at most.
step next_of_fetch(std::string_view url, const std::vector<http_reply>& replies, const headers_for& headers,
                   std::span<const std::string_view> secrets);
// The same without credentials.
step next_of_open_fetch(std::string_view url, const std::vector<http_reply>& replies,
                        std::span<const std::string_view> secrets);

}  // namespace linli::adapters
