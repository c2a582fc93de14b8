#include "adapters/http.hpp"

#include <algorithm>

namespace linli::adapters {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view find_in(const std::vector<header>& headers, std::string_view name) {
    for (const auto& h : headers)
        if (same_name(h.name, name)) return h.value;
    return {};
}

}  // namespace

std::string_view http_request::find(std::string_view name) const {
    return headers ? find_in(*headers, name) : std::string_view{};
}

std::string_view http_reply::find(std::string_view name) const { return find_in(headers, name); }

}  // namespace linli::adapters
