#include "adapters/twilio/request_signature.hpp"

#include <algorithm>
#include <array>

#include "adapters/signature.hpp"

namespace linli::adapters::twilio {

namespace {

struct split_url {
    std::string_view scheme, host, port, rest;  // port without the colon
};

split_url split(std::string_view url) {
    split_url out;
    const auto host = url.find("://");
    if (host == std::string_view::npos) return out;
    out.scheme = url.substr(0, host);
    auto left = url.substr(host + 3);
    const auto path = std::min(left.find_first_of("/?"), left.size());
    out.rest = left.substr(path);
    left = left.substr(0, path);
    const auto colon = left.rfind(':');
    const bool has_port = colon != std::string_view::npos && left.find(']', colon) == left.npos;
    out.host = left.substr(0, has_port ? colon : left.size());
    if (has_port) out.port = left.substr(colon + 1);
    return out;
}

std::string joined(const split_url& u, std::string_view port) {
    std::string out = std::string(u.scheme) + "://" + std::string(u.host);
    if (!port.empty()) out.append(":").append(port);
    return out.append(u.rest);
}

bool body_matches(const http_request& request, const form_fields& query) {
    const auto promised = field(query, "bodySHA256");
    return promised.empty() || same_secret(hex(sha256(request.body)), promised);
}

}  // namespace

std::string expected_signature(std::string_view token, std::string_view url, const form_fields& parameters) {
    form_fields sorted = parameters;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    std::string text(url);
    for (const auto& [name, value] : sorted) text.append(name).append(value);
    return base64(hmac_sha1(token, text));
}

bool signed_by(std::string_view token, std::string_view url, const http_request& request,
               const form_fields& parameters) {
    const auto given = request.find("X-Twilio-Signature");
    if (token.empty() || given.empty()) return false;
    const auto parts = split(url);
    if (parts.host.empty()) return false;
    const std::string_view usual = parts.scheme == "https" ? "443" : "80";
    const std::array<std::string, 3> addresses{std::string(url), joined(parts, ""),
                                               joined(parts, parts.port.empty() ? usual : parts.port)};
    bool good = false;
    for (const auto& address : addresses)
        good = same_secret(given, expected_signature(token, address, parameters)) || good;
    const auto query = url.find('?');
    return good && body_matches(request, query == url.npos ? form_fields{} : parse_form(url.substr(query + 1)));
}

}  // namespace linli::adapters::twilio
