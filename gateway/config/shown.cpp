#include "gateway/config/shown.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "dialogs/ascii.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t plain_max = 24;  // of letters alone ("Europe/Isle_of_Man") or digits alone (dates, networks)
constexpr std::size_t mixed_max = 10;  // "10 minutes", "sha256"
constexpr std::size_t digits_max = 3;  // of a mixed one; what is made at random holds more
constexpr std::size_t host_max = 64;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_harmless(std::string_view text) {
    constexpr std::string_view marks = " .,:;/_-+";
    const auto known = [&](char c) { return is_letter(c) || is_digit(c) || marks.find(c) != marks.npos; };
    if (!std::ranges::all_of(text, known)) return false;
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
    const auto length = characters(text);
    const bool letters = std::ranges::any_of(text, is_letter);
    if (letters && text.find(':') != text.npos) return false;  // "user:password"
    return letters && digits > 0 ? length <= mixed_max && digits <= digits_max : length <= plain_max;
}

// Where a host and perhaps a port stand, and nothing that only looks like them: "user:password" without its "@".
bool is_host(std::string_view place) {
    const auto colon =
        place.starts_with('[') ? place.find(':', std::min(place.find(']'), place.size())) : place.find(':');
    const auto port = colon == place.npos ? std::string_view() : place.substr(colon + 1);
    return place.size() <= host_max && std::ranges::all_of(port, is_digit);
}

std::string shown_address(std::string_view scheme, std::string_view rest) {
    const auto end = std::min(rest.find_first_of("/?#\\ "), rest.size());
    const auto place = rest.substr(0, end);
    if (rest.find('@') != rest.npos || !is_host(place)) return fmt::format("\"{}://…\"", scheme);
    return fmt::format("\"{}://{}{}\"", scheme, place, end < rest.size() ? "/…" : "");
}

}  // namespace

std::string shown(std::string_view value) {
    for (const std::string_view scheme : {"https", "http"})
        if (value.starts_with(std::string(scheme) + "://"))
            return shown_address(scheme, value.substr(scheme.size() + 3));
    if (is_harmless(value)) return fmt::format("\"{}\"", value);
    return fmt::format("a text of {} characters", characters(value));
}

}  // namespace linli::gateway
