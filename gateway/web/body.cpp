#include "gateway/web/body.hpp"

namespace linli::gateway {

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

}  // namespace linli::gateway
