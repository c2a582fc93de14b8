#include "adapters/places.hpp"

#include <charconv>

namespace linli::adapters {

namespace {

// Six decimals are a hand's breadth; to_chars knows no locale. Empty when it is no such degree.
std::string degrees(const json& object, std::string_view key, double limit) {
    const auto m = member(object, key);
    double value = 0;
    if (!m || m->get(value)) return {};
    if (value < -limit || value > limit) return {};
    char text[32];
    const auto done = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 6);
    return {text, done.ptr};
}

}  // namespace

std::string place_at(const json& object, std::string_view latitude, std::string_view longitude) {
    const auto north = degrees(object, latitude, 90), east = degrees(object, longitude, 180);
    return north.empty() || east.empty() ? std::string() : north + ',' + east;
}

}  // namespace linli::adapters
