#include "adapters/http.hpp"

#include <algorithm>

namespace linli::adapters {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string_view find_header(const std::vector<header>& headers, std::string_view name) {
    for (const auto& h : headers)
        if (same_name(h.name, name)) return h.value;
    return {};
}

}  // namespace linli::adapters
