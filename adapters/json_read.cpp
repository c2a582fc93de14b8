#include "adapters/json_read.hpp"

#include <algorithm>
#include <vector>

namespace linli::adapters {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // some platforms' libraries write one
constexpr std::size_t kept_bytes = 64 << 10;                  // longer texts are rare: memory of their own each
constexpr std::size_t spares_most = 4;                        // a text inside a text, and some more

// With room for texts of `kept_bytes`, which is touched only as far as it is used.
thread_local std::vector<std::unique_ptr<dom::document>> spares;

json_document::memory room_for(std::size_t bytes) {
    json_document::memory room;
    if (bytes <= kept_bytes && !spares.empty()) {
        room.reset(spares.back().release());
        spares.pop_back();
    } else {
        room.reset(new dom::document);
        if (room->allocate(std::max(bytes, kept_bytes))) room.reset();
    }
    return room;
}

struct parser_for {
    explicit parser_for(std::size_t bytes) { ready = !parser.allocate(bytes, json_depth_max + 1); }

    std::optional<json_document> read(std::string_view text) {
        auto room = room_for(text.size());
        if (!ready || !room || parser.parse_into_document(*room, text.data(), text.size()).error()) return std::nullopt;
        return json_document(std::move(room));
    }

    dom::parser parser;
    bool ready = false;
};

}  // namespace

std::optional<json_document> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) return std::nullopt;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (text.empty()) return std::nullopt;
    thread_local parser_for kept(kept_bytes);
    return text.size() <= kept_bytes ? kept.read(text) : parser_for(text.size()).read(text);
}

void json_document::put_back::operator()(dom::document* d) const {
    std::unique_ptr<dom::document> spare(d);
    if (spare->capacity() <= kept_bytes && spares.size() < spares_most) spares.push_back(std::move(spare));
}

std::optional<json> member(const json& object, std::string_view key) {
    const auto members = members_of(object);
    json found;
    if (!members || members->at_key(key).get(found)) return std::nullopt;
    return found;
}

std::optional<json> object_at(const json& object, std::string_view key) {
    const auto m = member(object, key);
    return m && m->is_object() ? m : std::nullopt;
}

std::optional<json_array> array_at(const json& object, std::string_view key) {
    const auto m = member(object, key);
    return m ? array_of(*m) : std::nullopt;
}

std::optional<json_array> array_of(const json& value) {
    json_array all;
    if (value.get(all)) return std::nullopt;
    return all;
}

std::optional<json_object> members_of(const json& value) {
    json_object all;
    if (value.get(all)) return std::nullopt;
    return all;
}

std::optional<json> first_of(const std::optional<json_array>& array) {
    if (!array || array->begin() == array->end()) return std::nullopt;
    return *array->begin();
}

std::string_view text_of(const json& value) {
    std::string_view text;
    return value.get(text) ? std::string_view() : text;
}

std::string_view text_at(const json& object, std::string_view key) {
    const auto m = member(object, key);
    return m ? text_of(*m) : std::string_view();
}

std::string id_at(const json& object, std::string_view key) {
    const auto m = member(object, key);
    if (!m) return {};
    if (std::int64_t n = 0; !m->get(n)) return std::to_string(n);
    if (std::uint64_t n = 0; !m->get(n)) return std::to_string(n);
    return {};
}

std::string text_or_id_at(const json& object, std::string_view key) {
    const auto text = text_at(object, key);
    return text.empty() ? id_at(object, key) : std::string(text);
}

std::int64_t number_at(const json& object, std::string_view key) {
    const auto m = member(object, key);
    std::int64_t n = 0;
    return m && !m->get(n) ? n : 0;
}

bool flag_at(const json& object, std::string_view key) {
    const auto m = member(object, key);
    bool flag = false;
    return m && !m->get(flag) && flag;
}

std::optional<std::string> plain_of(const json& value) {
    if (value.is_string()) return std::string(text_of(value));
    if (value.is_number() || value.is_bool()) return simdjson::minify(value);
    return std::nullopt;
}

}  // namespace linli::adapters
