#include "gateway/http/dispatch.hpp"

#include "gateway/http/limits.hpp"
#include "gateway/log.hpp"
#include "gateway/services.hpp"
#include "gateway/web/admission.hpp"
#include "gateway/web/language.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;

reply refused(const services& s, const exchange& x, int status, std::string_view error) {
    if (!x.path.starts_with("/api/")) return plain(status, error);
    const auto key = "web." + std::string(error);
    const auto l = reader_language(s, x);
    const auto& texts = s.now_serving->texts;
    return refusal_json(status, error, texts.has(l, key) ? texts.say(l, key) : std::string(error));
}

reply wrong_method(const services& s, const exchange& x, std::string allow) {
    auto r = refused(s, x, 405, "method_not_allowed");
    r.headers.emplace_back("Allow", std::move(allow));
    return r;
}

void note_refused(services& s, const route& r, body_refusal why) {
    auto& counts = s.counts.bodies_refused[static_cast<std::size_t>(why)];
    ++counts.all;
    const auto times = counts.told.happened(seldom::clock::now());
    if (times > 0) s.log.warning("bodies_refused", {{"why", name_of(why)}, {"route", r.pattern}, {"times", times}});
}

}  // namespace

reply no_room_for(http_server& server, const route& r, const exchange& x) {
    note_refused(server.serving(), r, body_refusal::crowded);
    return refused(server.serving(), x, 429, "busy");
}

void too_slow_for(http_server& server, const route& r) { note_refused(server.serving(), r, body_refusal::slow); }

void complete(exchange& x, const http_server& server, const net::ip::address& peer, bool tls) {
    const std::string_view target = x.target;
    const auto mark = target.find('?');
    x.path = target.substr(0, mark);
    x.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    const auto trusted = server.settings().trusted;
    const bool proxied = is_trusted(peer, trusted);
    x.client = proxied ? real_client(peer, x.header("X-Forwarded-For"), trusted) : peer;
    x.https = tls || (proxied && x.header("X-Forwarded-Proto") == "https");
}

awaitable<plan> plan_for(http_server& server, exchange& x, std::optional<std::uint64_t> announced) {
    auto& s = server.serving();
    plan p;
    if (x.target.size() > limit::target_bytes || !x.target.starts_with('/')) {
        p.refused = plain(x.target.starts_with('/') ? 414 : 400, "the address is malformed");
        co_return p;
    }
    auto found = find_route(server.settings().routes, x.method, x.path);
    if (!found.what) {
        p.refused = found.allow.empty() ? refused(s, x, 404, "not_found") : wrong_method(s, x, std::move(found.allow));
        co_return p;
    }
    x.rest = found.rest;
    if (announced && *announced > found.what->body) {
        p.refused = refused(s, x, 413, "too_big");
        co_return p;
    }
    try {
        p.refused = co_await admit(s, *found.what, x);
    } catch (const storage::store_error& e) {
        s.log.error("store_failed", {{"what", std::string_view(e.what())}});
        p.refused = refused(s, x, 503, "busy");
    }
    p.what = found.what;
    co_return p;
}

awaitable<reply> answer(http_server& server, const route& r, exchange& x) {
    auto& s = server.serving();
    bool store = false;
    try {
        co_return co_await r.answer(s, x);
    } catch (const storage::store_error& e) {
        s.log.error("store_failed", {{"what", std::string_view(e.what())}});
        store = true;
    } catch (const std::exception& e) {  // a bug: one of the three places where it is caught
        s.log.error("request_failed", {{"route", r.pattern}, {"what", std::string_view(e.what())}});
    }
    co_return store ? refused(s, x, 503, "busy") : refused(s, x, 500, "failed");
}

awaitable<void> converse(http_server& server, const route& r, exchange& x, std::shared_ptr<frame_socket> socket) {
    auto& s = server.serving();
    try {
        co_await r.converse(s, x, socket);
    } catch (const std::exception& e) {
        s.log.error("socket_failed", {{"route", r.pattern}, {"what", std::string_view(e.what())}});
        socket->close(1011, "try again");
    }
}

}  // namespace linli::gateway
