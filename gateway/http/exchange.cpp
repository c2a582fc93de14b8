#include "gateway/http/exchange.hpp"

#include <boost/url/parse_query.hpp>
#include <nlohmann/json.hpp>

#include "dialogs/ascii.hpp"

namespace linli::gateway {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string_view exchange::header(std::string_view name) const {
    const auto found = headers->find(boost::beast::string_view(name.data(), name.size()));
    return found == headers->end() ? std::string_view{} : view(found->value());
}

std::string_view exchange::header(http::field name) const {
    const auto found = headers->find(name);
    return found == headers->end() ? std::string_view{} : view(found->value());
}

std::string_view exchange::cookie(std::string_view name) const {
    auto all = header(http::field::cookie);
    while (!all.empty()) {
        const auto end = all.find(';');
        const auto one = trimmed(all.substr(0, end));
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
            return one.substr(name.size() + 1);
        all = end == std::string_view::npos ? std::string_view{} : all.substr(end + 1);
    }
    return {};
}

std::optional<std::string> exchange::argument(std::string_view name) const {
    if (query.empty()) return std::nullopt;  // Boost.URL 1.81 reads a null pointer for it, and dies
    const auto parsed = boost::urls::parse_query(query);
    if (!parsed) return std::nullopt;
    for (const auto& one : *parsed)
        if (one.key == name) return std::string(one.value);
    return std::nullopt;
}

reply plain(int status, std::string_view text) {
    return {status, "text/plain; charset=utf-8", std::string(text) + "\n", {}, {}, false};
}

reply wants_upgrade() {
    auto r = plain(426, "a WebSocket is served here");
    r.headers.emplace_back("Upgrade", "websocket");
    return r;
}

reply json(int status, std::string body) { return {status, "application/json", std::move(body), {}, {}, false}; }

reply refusal_json(int status, std::string_view error, std::string_view text) {
    const nlohmann::ordered_json body{{"error", error}, {"text", text}};
    return json(status, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace linli::gateway
