#include "adapters/json_read.hpp"

#include <limits>

namespace linli::adapters {

namespace {

// Counts brackets outside strings: the parser would build a tree as deep as it is told to.
bool shallow(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            if (c == '"') quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > json_depth_max) return false;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return true;
}

}  // namespace

std::optional<json> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max || !shallow(text)) return std::nullopt;
    auto parsed = json::parse(text.begin(), text.end(), nullptr, false);
    if (parsed.is_discarded()) return std::nullopt;
    return parsed;
}

const json* member(const json& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

const json* object_at(const json& object, std::string_view key) {
    const json* m = member(object, key);
    return m && m->is_object() ? m : nullptr;
}

const json* array_at(const json& object, std::string_view key) {
    const json* m = member(object, key);
    return m && m->is_array() ? m : nullptr;
}

std::string_view text_at(const json& object, std::string_view key) {
    const json* m = member(object, key);
    return m && m->is_string() ? std::string_view(m->get_ref<const std::string&>())
                               : std::string_view{};
}

std::string id_at(const json& object, std::string_view key) {
    const json* m = member(object, key);
    if (!m) return {};
    if (m->is_number_unsigned()) return std::to_string(m->get<std::uint64_t>());
    if (m->is_number_integer()) return std::to_string(m->get<std::int64_t>());
    return {};
}

std::int64_t number_at(const json& object, std::string_view key) {
    const json* m = member(object, key);
    if (!m || !m->is_number_integer()) return 0;
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (m->is_number_unsigned() && m->get<std::uint64_t>() > most) return 0;
    return m->get<std::int64_t>();
}

bool flag_at(const json& object, std::string_view key) {
    const json* m = member(object, key);
    return m && m->is_boolean() && m->get<bool>();
}

}  // namespace linli::adapters
