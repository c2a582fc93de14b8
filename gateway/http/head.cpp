#include "gateway/http/head.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>

namespace linli::gateway {
namespace {

constexpr std::string_view page_headers =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; "
    "base-uri 'none'\r\n"
    "X-Frame-Options: DENY\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: geolocation=(), microphone=(), payment=()\r\n";

bool says(const reply& r, std::string_view header) {
    return std::any_of(r.headers.begin(), r.headers.end(), [&](const auto& h) { return h.first == header; });
}

}  // namespace

std::string_view body_of(const reply& r) { return r.lasting_body.empty() ? std::string_view(r.body) : r.lasting_body; }

bool is_bare_ok(const reply& r) { return r.status == 200 && r.headers.empty() && !r.page && body_of(r).empty(); }

std::string head_of(const reply& r, bool close, bool https) {
    const auto reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(r.status)));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", r.status, std::string_view(reason.data(), reason.size()));
    if (r.status >= 200 && r.status != 204 && r.status != 304)
        head += fmt::format("Content-Length: {}\r\n", body_of(r).size());
    if (!r.content_type.empty()) head += fmt::format("Content-Type: {}\r\n", r.content_type);
    head += "X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n";
    if (!says(r, "Referrer-Policy")) head += "Referrer-Policy: no-referrer\r\n";
    if (r.page) head += page_headers;
    if (https) head += "Strict-Transport-Security: max-age=31536000\r\n";
    if (!says(r, "Cache-Control")) head += "Cache-Control: no-store\r\n";
    for (const auto& [name, value] : r.headers) head += fmt::format("{}: {}\r\n", name, value);
    if (close) head += "Connection: close\r\n";
    return head + "\r\n";
}

}  // namespace linli::gateway
