#include "gateway/web/admission.hpp"

#include "gateway/web/language.hpp"
#include "gateway/webhooks.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;

bool changes_something(const route& r) {
    return r.converse || (r.method != http::verb::get && r.who != caller::platform);
}

awaitable<std::optional<identity>> known(services& s, const exchange& x, caller who) {
    if (who == caller::resident) co_return co_await s.sessions.find(x, room_kind::chat);
    // One browser may hold both sessions (a manager who tries the chat): the page says which it is.
    const bool chat_first = who == caller::either && x.argument("room") == "chat";
    const auto first = chat_first ? room_kind::chat : room_kind::staff;
    const auto other = chat_first ? room_kind::staff : room_kind::chat;
    auto found = co_await s.sessions.find(x, first);
    if (found || who != caller::either) co_return found;
    co_return co_await s.sessions.find(x, other);
}

}  // namespace

std::string own_origin(const services& s, const exchange& x) {
    if (!s.settings.public_url.empty()) return s.settings.public_url;
    return (x.https ? "https://" : "http://") + std::string(x.header(http::field::host));
}

bool from_own_page(const services& s, const exchange& x) {
    const auto origin = x.header(http::field::origin);
    if (origin.empty()) return false;  // a browser always sends it here
    const auto host = x.header(http::field::host);
    const std::string asked = (x.https ? "https://" : "http://") + std::string(host);
    return (!host.empty() && origin == asked) || origin == s.settings.public_url;
}

reply say_refusal(const services& s, const exchange& x, int status, std::string_view error) {
    return refusal_json(status, error, s.now_serving->texts.say(reader_language(s, x), "web." + std::string(error)));
}

reply not_signed_in(services& s, const exchange& x) {
    s.counts.not_let_in(auth_failure::session);
    return say_refusal(s, x, 401, "no_session");
}

reply forbidden(services& s, const exchange& x, auth_failure why) {
    s.counts.not_let_in(why);
    return say_refusal(s, x, 403, "forbidden");
}

awaitable<std::optional<reply>> admit(services& s, const route& r, exchange& x) {
    // A public address over https makes every request for it one, also behind a proxy that says nothing.
    const auto host = x.header(http::field::host);
    if (!host.empty() && s.settings.public_url == "https://" + std::string(host)) x.https = true;
    if (r.who == caller::anyone) co_return std::nullopt;
    if (r.who == caller::platform) co_return refuse_caller(s, x);
    if (changes_something(r) && !from_own_page(s, x)) co_return forbidden(s, x, auth_failure::origin);
    if (r.who == caller::page) co_return std::nullopt;
    auto who = co_await known(s, x, r.who);
    if (!who) co_return not_signed_in(s, x);
    x.who = *std::move(who);
    if (r.who == caller::manager && x.who.role != role::manager) co_return forbidden(s, x, auth_failure::role);
    co_return std::nullopt;
}

}  // namespace linli::gateway
