// HTTP as plain data: what a platform sent us, what we would like to send it, what it answered.
// No I/O here; gateway/ moves the bytes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::adapters {

struct header {
    std::string name;  // compared without case
    std::string value;
};

// A request that reached /webhooks/<channel>. Views are good for the length of the call.
struct http_request {
    std::string_view method;
    std::string_view target;                                        // path and query as received
    std::function<std::string_view(std::string_view name)> header;  // the first of that name; empty: none
    std::string_view body;                                          // raw bytes: verify before parsing

    std::string_view find(std::string_view name) const { return header ? header(name) : std::string_view(); }
};

// The value of the first of that name, empty when absent.
std::string_view find_header(const std::vector<header>& headers, std::string_view name);

// What the webhook answers once the turn is committed.
struct http_answer {
    int status = 200;
    std::string content_type;
    std::string body;
};

// A request that we make.
struct http_call {
    std::string method = "POST";
    std::string url;  // holds secrets on some platforms: never logged
    std::vector<header> headers;
    std::string body;
    int timeout_s = 30;
    std::size_t body_limit = 1 << 20;  // of the answer
    bool to_disk = false;              // the body of a 200 is media: http_reply::kept, and not in memory
};

// A body that went to disk as it came. Who called knows where it lies.
struct kept_body {
    std::size_t size = 0;
    std::string sha256;  // 32 bytes
};

// What came back. status 0: nothing did (connection refused, reset, timeout), `body` says why;
// `maybe_done` tells whether the platform may have acted all the same.
struct http_reply {
    int status = 0;
    std::vector<header> headers;
    std::string body;
    bool maybe_done = false;
    std::optional<kept_body> kept;  // instead of `body`; none where its beginning told enough

    std::string_view find(std::string_view name) const { return find_header(headers, name); }
};

}  // namespace linli::adapters
