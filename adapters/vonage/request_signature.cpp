#include "adapters/vonage/request_signature.hpp"

#include <algorithm>

#include "adapters/signature.hpp"

namespace linli::adapters::vonage {

namespace {

std::string expected(method how, std::string_view secret, std::string_view text) {
    switch (how) {
        case method::md5hash:
            return hex(digest_of(digest::md5, std::string(text).append(secret)));
        case method::md5:
            return hex(hmac_of(digest::md5, secret, text));
        case method::sha1:
            return hex(hmac_of(digest::sha1, secret, text));
        case method::sha256:
            return hex(hmac_of(digest::sha256, secret, text));
        case method::sha512:
            return hex(hmac_of(digest::sha512, secret, text));
        case method::any:
            break;
    }
    return {};
}

}  // namespace

std::string signed_text(const form_fields& parameters) {
    form_fields sorted;
    for (const auto& p : parameters)
        if (p.first != "sig") sorted.push_back(p);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string text;
    for (auto& [name, value] : sorted) {
        std::replace_if(
            value.begin(), value.end(), [](char c) { return c == '&' || c == '='; }, '_');
        text.append("&").append(name).append("=").append(value);
    }
    return text;
}

bool signed_by(std::string_view secret, method how, const form_fields& parameters) {
    std::string given(field(parameters, "sig"));
    if (secret.empty() || given.empty()) return false;
    for (char& c : given)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const auto text = signed_text(parameters);
    if (how != method::any) return same_secret(given, expected(how, secret, text));
    bool good = false;
    for (const auto one : {method::md5hash, method::md5, method::sha1, method::sha256, method::sha512})
        good = same_secret(given, expected(one, secret, text)) || good;
    return good;
}

}  // namespace linli::adapters::vonage
