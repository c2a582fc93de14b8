// What every channel on Meta's Graph API shares (Meta: "Webhooks, getting
// started" and "Handling errors"): the handshake, the proof of origin, how a call
// is spelled, and how an error becomes a verdict.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/adapter.hpp"
#include "adapters/catalogue.hpp"
#include "adapters/config_values.hpp"
#include "adapters/json_read.hpp"

namespace linli::adapters::whatsapp {

struct graph_account {
    std::string token;                // secret; opens the API
    std::string app_secret;           // secret; signs what Meta posts to us
    std::string previous_app_secret;  // still accepted while a new one is rolled out
    std::string verify_token;         // secret; of the handshake
    std::string api_url;              // with its version, without a trailing slash

    std::array<std::string_view, 4> secrets() const { return {token, app_secret, previous_app_secret, verify_token}; }
};

inline constexpr std::array<std::string_view, 4> graph_secrets{"token", "app_secret", "previous_app_secret",
                                                               "verify_token"};

// The common keys of the configuration.
graph_account graph_account_of(channel_reader& r);

// A webhook: the handshake (GET), or a post whose signature over the raw bytes is good. Each entry of an
// `object` is handed to `read`; another object, and what `read` cannot use, is answered 200 as well: an error
// would be sent again for a week.
using entry_reader = std::function<void(std::vector<inbound>& out, const json& entry)>;
result<received, refusal> receive_entries(const graph_account& account, const http_request& request,
                                          std::string_view object, const entry_reader& read);

// Seconds or milliseconds since 1970, as text or as a number, in minutes; 0 when it is no time.
std::int64_t minute_of(const json& object, std::string_view key);

header bearer(const graph_account& account);
// For media: some default ones are answered with a page of HTML.
inline const header browser{"User-Agent", "Mozilla/5.0 (compatible; Linli/1)"};

http_call graph_get(const graph_account& account, std::string_view path);
http_call graph_post(const graph_account& account, std::string_view path, std::string body);
// multipart/form-data with one JPEG in the field `file`; the boundary occurs in no part.
http_call graph_upload(const graph_account& account, std::string_view path,
                       const std::vector<std::pair<std::string, std::string>>& fields, std::string_view file,
                       std::string_view bytes);

// Scheme, host and port of an address; empty when it is none.
std::string_view origin_of(std::string_view url);

// A row of a channel's table. The first that fits decides; `subcode` 0 fits any.
struct error_rule {
    int code;
    int subcode;
    end how;
    std::chrono::seconds after{};
    bool whole_account = false;
};

// The row for that code, or nullptr.
const error_rule* find_error(std::span<const error_rule> table, int code, int subcode);

// The code of an answer's error and the platform's words for it; code -1: there is none.
struct graph_error {
    int code = -1;
    int subcode = 0;
    std::string words;
};
graph_error read_error(const json& error);

// How a call that did not succeed ends. A code that the table lacks: 5xx and 429 are tried again,
// 401 and 403 are the account's, all else is final.
verdict failed(const graph_account& account, const http_reply& reply, std::span<const error_rule> table);

// Is the account open to us: reads the node `path`.
step next_of_set_up(const graph_account& account, std::string_view path, const std::vector<http_reply>& replies,
                    std::span<const error_rule> table);

}  // namespace linli::adapters::whatsapp
