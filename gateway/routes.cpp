#include "gateway/routes.hpp"

#include <algorithm>
#include <array>

#include "gateway/health.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/web/chat_api.hpp"
#include "gateway/web/dossier_api.hpp"
#include "gateway/web/pages.hpp"
#include "gateway/web/photo_api.hpp"
#include "gateway/web/room_socket.hpp"
#include "gateway/web/staff_api.hpp"
#include "gateway/webhooks.hpp"

namespace linli::gateway {
namespace {

using boost::beast::http::verb;

constexpr std::uint64_t none = 0;  // these take no body
constexpr auto small = limit::small_body_bytes;

constexpr std::array public_table{
    route{verb::get, "/", caller::anyone, none, chat_page},
    route{verb::get, "/staff", caller::anyone, none, staff_page},
    route{verb::get, "/staff/cases/**", caller::member, none, staff_dossier},
    route{verb::get, "/dossier/*", caller::anyone, none, linked_dossier},  // the address is signed
    route{verb::get, "/assets/*", caller::anyone, none, asset},
    route{verb::get, "/r/*", caller::anyone, none, show_return},
    route{verb::post, "/r/*", caller::page, small, take_return},
    route{verb::get, "/media/*", caller::anyone, none, view_media},  // the address is signed
    route{verb::get, "/photos/*", caller::either, none, view_photo},
    route{verb::get, "/ws/chat", caller::resident, none, nullptr, chat_socket},
    route{verb::get, "/ws/staff", caller::member, none, nullptr, staff_socket},
    route{verb::post, "/api/chat/session", caller::page, small, open_chat},
    route{verb::post, "/api/chat/return-link", caller::resident, small, return_link},
    route{verb::post, "/api/chat/language", caller::resident, small, choose_language},
    route{verb::post, "/api/chat/forget", caller::resident, small, forget_me},
    route{verb::post, "/api/photos", caller::either, limit::photo_bytes, upload_photo},
    route{verb::post, "/api/staff/sign-in", caller::page, small, sign_in},
    route{verb::post, "/api/staff/sign-out", caller::member, small, sign_out},
    route{verb::get, "/api/staff/me", caller::member, none, who_am_i},
    route{verb::post, "/api/staff/invite", caller::manager, small, invite},
    route{verb::get, "/api/staff/cases", caller::member, none, staff_cases},
    route{verb::get, "/api/staff/cases/*", caller::member, none, staff_case},
    route{verb::post, "/webhooks/**", caller::platform, limit::body_bytes, webhook},
    route{verb::get, "/webhooks/**", caller::platform, none, webhook},
};

constexpr std::array internal_table{
    route{verb::get, "/livez", caller::anyone, none, livez},
    route{verb::get, "/readyz", caller::anyone, none, readyz},
    route{verb::get, "/metrics", caller::anyone, none, metrics},
};

// What stands for the '*', one segment, or for the '**'; nothing when the path is another one.
std::optional<std::string_view> matched(std::string_view pattern, std::string_view path) {
    if (!pattern.ends_with('*')) return path == pattern ? std::optional(std::string_view{}) : std::nullopt;
    const bool deep = pattern.ends_with("**");  // a platform may have hooks of several kinds
    pattern.remove_suffix(deep ? 2 : 1);
    if (!path.starts_with(pattern) || path.size() == pattern.size()) return std::nullopt;
    const auto rest = path.substr(pattern.size());
    const bool one = rest.find('/') == std::string_view::npos;
    return deep || one ? std::optional(rest) : std::nullopt;
}

}  // namespace

std::span<const route> public_routes() { return public_table; }
std::span<const route> internal_routes() { return internal_table; }

found_route find_route(std::span<const route> all, verb method, std::string_view path) {
    const auto wanted = method == verb::head ? verb::get : method;
    found_route found;
    for (const auto& r : all) {
        const auto rest = matched(r.pattern, path);
        if (!rest) continue;
        if (r.method == wanted) return {&r, {}, *rest};
        const auto name = boost::beast::http::to_string(r.method);
        if (!found.allow.empty()) found.allow += ", ";
        found.allow += std::string_view(name.data(), name.size());
        if (r.method == verb::get) found.allow += ", HEAD";
    }
    return found;
}

}  // namespace linli::gateway
