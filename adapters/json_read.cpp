#include "adapters/json_read.hpp"

#include <simdjson.h>

#include <algorithm>
#include <limits>

namespace linli::adapters {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // some platforms' libraries write one
constexpr std::size_t kept_reader_max = 64 << 10;  // longer texts are rare: a reader of their own each

using names_kept = std::span<const std::string_view>;

// As deep as json_depth_max: the parser has seen to that. No names: all are kept.
json tree_of(const dom::element& value, names_kept names) {
    switch (value.type()) {
        case dom::element_type::OBJECT: {
            const dom::object from(value);
            json::object_t members;
            members.reserve(names.empty() ? from.size() : names.size());
            for (const auto& [key, v] : from)
                if (names.empty() || std::ranges::find(names, key) != names.end())
                    members.emplace_back(std::string(key), tree_of(v, names));
            return members;
        }
        case dom::element_type::ARRAY: {
            const dom::array from(value);
            json::array_t items;
            items.reserve(from.size());
            for (const auto& v : from) items.push_back(tree_of(v, names));
            return items;
        }
        case dom::element_type::STRING: return std::string_view(value);
        case dom::element_type::INT64: {
            const std::int64_t n = value;
            return n < 0 ? json(n) : json(static_cast<std::uint64_t>(n));
        }
        case dom::element_type::UINT64: return std::uint64_t(value);
        case dom::element_type::DOUBLE: return double(value);
        case dom::element_type::BOOL: return bool(value);
        case dom::element_type::NULL_VALUE: return nullptr;
    }
    return nullptr;
}

// A parser with room for texts of `bytes`; its memory is touched only as far as it is used.
struct reader {
    explicit reader(std::size_t bytes) { ready = !parser.allocate(bytes, json_depth_max + 1); }

    std::optional<json> read(std::string_view text, names_kept names) {
        dom::element root;
        if (!ready || parser.parse(text.data(), text.size()).get(root)) return std::nullopt;
        return tree_of(root, names);
    }

    dom::parser parser;
    bool ready = false;
};

}  // namespace

// simdjson reads and nlohmann's tree keeps: reading character by character was a fifth of the receiving
// thread's work (docs/bench.md). Integers of more than 64 bits are refused.
std::optional<json> parse_json(std::string_view text, names_kept names, std::size_t bytes_max) {
    if (text.size() > bytes_max) return std::nullopt;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (text.empty()) return std::nullopt;
    thread_local reader kept(kept_reader_max);
    return text.size() <= kept_reader_max ? kept.read(text, names) : reader(text.size()).read(text, names);
}

std::optional<json> parse_json(std::string_view text, std::size_t bytes_max) {
    return parse_json(text, names_kept(), bytes_max);
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

std::string text_or_id_at(const json& object, std::string_view key) {
    const auto text = text_at(object, key);
    return text.empty() ? id_at(object, key) : std::string(text);
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
