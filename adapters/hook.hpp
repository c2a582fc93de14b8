// Where a platform's callbacks reach a channel: /webhooks/<name>, what follows it, and the secret in
// an address for platforms that sign nothing (Aliyun, Tencent, Kannel).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/http.hpp"
#include "adapters/urlencoded.hpp"

namespace linli::adapters {

// Views into the request's target.
struct hook_place {
    std::string_view path;   // behind /webhooks/<name>: "" or "/…"
    std::string_view query;  // without the '?'
    std::string_view own;    // both, as they were called
};

// `hook_path` is "/webhooks/<name>"; a proxy may have put something before it. Nothing when the
// target is another channel's.
std::optional<hook_place> place_of(std::string_view target, std::string_view hook_path);

inline constexpr std::size_t url_secret_min = 16;  // in letters and digits: more than 80 bits

// What is wrong with a secret that stands in addresses, said after its name; empty when nothing is.
std::string flaw_of_url_secret(std::string_view secret);

// The secret stands as the first segment behind the channel's name, or in the query as `name`.
// Gives what follows it in the path; nothing when it is not there or another one.
std::optional<std::string_view> behind_secret(const hook_place& place, std::string_view secret,
                                              std::string_view name = "secret");

// The fields of a GET's query or of a POSTed form.
form_fields fields_of(const http_request& request, const hook_place& place);

// "gw.example.org:8080" of "https://gw.example.org:8080/x": what the Host header will say.
std::string_view authority_of(std::string_view url);

}  // namespace linli::adapters
