#include "adapters/json_read.hpp"

#include <limits>

#include "adapters/json_parse.hpp"

namespace linli::adapters {

std::optional<json> parse_json(std::string_view text, std::size_t bytes_max) {
    std::optional<json> parsed;
    if (text.size() > bytes_max || !read_json(text, json_depth_max, parsed.emplace()))
        return std::nullopt;
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
