#include "adapters/described/tree.hpp"

#include "adapters/json_read.hpp"

namespace linli::adapters::described {

namespace {

// As deep as json_depth_max: the parser has seen to that.
tree tree_of(const json& value) {
    if (const auto from = members_of(value)) {
        tree object = tree::object();
        for (const auto& [key, v] : *from) object.emplace(std::string(key), tree_of(v));  // the first of a name counts
        return object;
    }
    if (const auto from = array_of(value)) {
        tree array = tree::array();
        for (const auto& v : *from) array.push_back(tree_of(v));
        return array;
    }
    if (value.is_string()) return text_of(value);
    return tree::parse(simdjson::minify(value));
}

}  // namespace

std::optional<tree> parse_tree(std::string_view text) {
    const auto read = parse_json(text);
    return read ? std::optional(tree_of(*read)) : std::nullopt;
}

const tree* member(const tree& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

}  // namespace linli::adapters::described
