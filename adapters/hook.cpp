#include "adapters/hook.hpp"

#include <algorithm>

#include "adapters/signature.hpp"

namespace linli::adapters {

std::optional<hook_place> place_of(std::string_view target, std::string_view hook_path) {
    const auto mark = std::min(target.find('?'), target.size());
    const auto at = target.substr(0, mark).find(hook_path);
    if (at == std::string_view::npos) return std::nullopt;
    hook_place place;
    place.own = target.substr(at + hook_path.size());
    const auto end = place.own.find('?');
    place.path = place.own.substr(0, end);
    if (end != std::string_view::npos) place.query = place.own.substr(end + 1);
    if (!place.path.empty() && place.path.front() != '/') return std::nullopt;
    return place;
}

std::string flaw_of_url_secret(std::string_view secret) {
    if (secret.size() < url_secret_min)
        return "is too short: at least " + std::to_string(url_secret_min) +
               " letters and digits, such as `openssl rand -hex 16` gives";
    if (percent_encoded(secret) != secret) return "stands in an address: letters, digits, - . _ and ~ only";
    return {};
}

std::optional<std::string_view> behind_secret(const hook_place& place, std::string_view secret, std::string_view name) {
    const auto query = parse_form(place.query);
    const auto given = field(query, name);
    if (!given.empty() && same_secret(given, secret)) return place.path;
    if (place.path.empty()) return std::nullopt;
    const auto path = place.path.substr(1);
    const auto end = std::min(path.find('/'), path.size());
    if (!same_secret(path.substr(0, end), secret)) return std::nullopt;
    return path.substr(end);
}

form_fields fields_of(const http_request& request, const hook_place& place) {
    if (request.method == "GET") return parse_form(place.query);
    const bool form = request.find("Content-Type").starts_with("application/x-www-form-urlencoded");
    return form ? parse_form(request.body) : form_fields{};
}

std::string_view authority_of(std::string_view url) {
    const auto start = url.find("://");
    if (start == std::string_view::npos) return {};
    url.remove_prefix(start + 3);
    return url.substr(0, url.find_first_of("/?"));
}

}  // namespace linli::adapters
