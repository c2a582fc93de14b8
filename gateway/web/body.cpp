#include "gateway/web/body.hpp"

namespace linli::gateway {
namespace {

constexpr std::size_t name_characters = 40;

bool is_start(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

// The characters that turn the direction of writing: a name could look like another one.
bool is_direction_mark(std::string_view c) {
    return c.size() == 3 && c[0] == '\xe2' &&
           ((c[1] == '\x80' && (c[2] == '\x8e' || c[2] == '\x8f' || (c[2] >= '\xaa' && c[2] <= '\xae'))) ||
            (c[1] == '\x81' && c[2] >= '\xa6' && c[2] <= '\xa9'));
}

}  // namespace

bool is_json(const exchange& x) {
    return x.header(boost::beast::http::field::content_type).starts_with("application/json");
}

std::optional<nlohmann::json> object_of(const exchange& x) {
    auto parsed = nlohmann::json::parse(x.body, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    return parsed;
}

std::optional<std::string> text_in(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return std::string{};
    if (!found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::string clean_name(std::string_view typed) {
    std::string name;
    std::size_t count = 0;
    for (std::size_t i = 0; i < typed.size() && count < name_characters;) {
        std::size_t end = i + 1;
        while (end < typed.size() && !is_start(typed[end])) ++end;
        const auto one = typed.substr(i, end - i);
        i = end;
        const auto first = static_cast<unsigned char>(one[0]);
        if (first < 0x20 || first == 0x7f || is_direction_mark(one)) continue;
        if (name.empty() && one == " ") continue;
        name += one;
        ++count;
    }
    while (name.ends_with(' ')) name.pop_back();
    return name;
}

}  // namespace linli::gateway
