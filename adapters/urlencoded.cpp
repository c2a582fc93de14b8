#include "adapters/urlencoded.hpp"

#include <cstdint>

#include "dialogs/ascii.hpp"

namespace linli::adapters {

namespace {

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
            continue;
        }
        const auto b = static_cast<std::uint8_t>(c);
        out += '%';
        out += digits[b >> 4];
        out += digits[b & 0xF];
    }
    return out;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

form_fields parse_form(std::string_view body) {
    form_fields out;
    while (!body.empty() && out.size() < form_fields_max) {
        const auto end = body.find('&');
        const auto pair = body.substr(0, end);
        body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
        if (pair.empty()) continue;
        const auto eq = pair.find('=');
        const auto value = eq == std::string_view::npos ? std::string_view{} : pair.substr(eq + 1);
        out.emplace_back(percent_decoded(pair.substr(0, eq), true), percent_decoded(value, true));
    }
    return out;
}

std::string compose_form(const form_fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields) {
        if (!out.empty()) out += '&';
        out += percent_encoded(name) + '=' + percent_encoded(value);
    }
    return out;
}

std::string_view field(const form_fields& fields, std::string_view name) {
    for (const auto& f : fields)
        if (f.first == name) return f.second;
    return {};
}

}  // namespace linli::adapters
