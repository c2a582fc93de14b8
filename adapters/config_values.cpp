#include "adapters/config_values.hpp"

#include <charconv>

namespace linli::adapters {

std::optional<std::size_t> read_count(std::string_view text, std::size_t most) {
    std::size_t n = 0;
    const auto done = std::from_chars(text.data(), text.data() + text.size(), n);
    const bool good = done.ec == std::errc{} && done.ptr == text.data() + text.size() && n <= most;
    return good ? std::optional(n) : std::nullopt;
}

std::optional<std::chrono::seconds> read_span(std::string_view text) {
    constexpr std::size_t longest = 30 * 24 * 3600;
    if (text.empty()) return std::nullopt;
    std::size_t unit = 0;
    switch (text.back()) {
        case 's': unit = 1; break;
        case 'm': unit = 60; break;
        case 'h': unit = 3600; break;
        case 'd': unit = 24 * 3600; break;
        default: return std::nullopt;
    }
    const auto n = read_count(text.substr(0, text.size() - 1), longest / unit);
    if (!n) return std::nullopt;
    return std::chrono::seconds{static_cast<std::int64_t>(*n * unit)};
}

std::string without_slash(std::string_view url) {
    while (url.ends_with('/')) url.remove_suffix(1);
    return std::string(url);
}

}  // namespace linli::adapters
