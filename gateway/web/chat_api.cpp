#include "gateway/web/chat_api.hpp"

#include <nlohmann/json.hpp>

#include "gateway/http/clients.hpp"
#include "gateway/web/admission.hpp"
#include "gateway/web/body.hpp"
#include "gateway/web/hearing.hpp"
#include "gateway/web/language.hpp"
#include "gateway/web/return_page.hpp"
#include "gateway/web/token.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;

reply with_cookie(reply r, std::string cookie) {
    r.headers.emplace_back("Set-Cookie", std::move(cookie));
    return r;
}

reply to_chat_page() {
    auto r = plain(303, "");
    r.headers.emplace_back("Location", "/");
    return r;
}

reply no_such_link(services& s, const exchange& x) {
    s.counts.not_let_in(auth_failure::link);
    return plain(410, s.now_serving->texts.say(reader_language(s, x), "web.link_used"));
}

}  // namespace

awaitable<reply> open_chat(services& s, exchange& x) {
    if (!s.settings.web()) co_return plain(404, "there is no web chat here");
    if (!is_json(x)) co_return say_refusal(s, x, 415, "unsupported");
    const auto body = object_of(x);
    const auto wanted = body ? text_in(*body, "language") : std::nullopt;
    if (!wanted) co_return say_refusal(s, x, 400, "malformed");
    if (co_await s.sessions.find(x, room_kind::chat)) co_return json(200, R"({"new":false})");
    if (!s.session_gate.pass("", household(x.client).to_string(), flood_gate::clock::now()))
        co_return say_refusal(s, x, 429, "too_fast");
    const auto l = first_language(*wanted).value_or(reader_language(s, x));
    identity who{new_subject('r'), std::string(name_of(l)), role::resident};
    auto cookie = co_await s.sessions.open(x, room_kind::chat, std::move(who));
    co_return with_cookie(json(200, R"({"new":true})"), std::move(cookie));
}

awaitable<reply> return_link(services& s, exchange& x) {
    const auto key = co_await s.sessions.make_link(x.who);
    co_return json(200, nlohmann::json{{"url", own_origin(s, x) + "/r/" + key}}.dump());
}

awaitable<reply> show_return(services& s, exchange& x) {
    const auto link = co_await s.sessions.look_at_link(std::string(x.rest));
    if (!link || link->kind != role::resident) co_return no_such_link(s, x);
    const auto here = co_await s.sessions.find(x, room_kind::chat);
    if (here && here->subject == link->subject) co_return to_chat_page();
    const auto speaks = reader_language(s, x);
    co_return return_page(*s.now_serving, speaks, here.has_value());
}

awaitable<reply> take_return(services& s, exchange& x) {
    if (!s.sign_in_gate.pass("", household(x.client).to_string(), flood_gate::clock::now()))
        co_return plain(429, s.now_serving->texts.say(reader_language(s, x), "web.too_fast"));
    const auto there = co_await s.sessions.look_at_link(std::string(x.rest));
    if (!there || there->kind != role::resident) co_return no_such_link(s, x);  // a colleague's is not spent here
    const auto link = co_await s.sessions.take_link(std::string(x.rest));
    if (!link) co_return no_such_link(s, x);
    identity who{link->subject, link->name, link->kind};
    auto cookie = co_await s.sessions.open(x, room_kind::chat, std::move(who));
    co_return with_cookie(to_chat_page(), std::move(cookie));
}

namespace {

// What the page does for its reader without a word; a refusal, or nothing when it is done. Of somebody who
// never wrote there is nothing to do.
awaitable<std::optional<reply>> do_silently(services& s, exchange& x, presence_kind what, language speaks) {
    const room_visit visit{x.who, room_kind::chat, speaks, web_channel(s)};
    const auto person = co_await person_of(s, visit.channel, x.who.subject);
    if (person == person_id::nobody) co_return std::nullopt;
    auto in = from_visit(s, visit);
    in.body = presence{what, {}, role::resident};
    std::vector<adapters::inbound> events;
    events.push_back(std::move(in));
    const auto how = co_await hear(s, visit.channel, std::move(events));
    if (how == taken::committed) co_return std::nullopt;
    co_return how == taken::flooded ? say_refusal(s, x, 429, "too_fast") : say_refusal(s, x, 503, "busy");
}

}  // namespace

awaitable<reply> choose_language(services& s, exchange& x) {
    const auto body = is_json(x) ? object_of(x) : std::nullopt;
    const auto wanted = body ? text_in(*body, "language") : std::nullopt;
    const auto chosen = wanted ? named<language>(*wanted) : std::nullopt;
    if (!chosen) co_return say_refusal(s, x, 400, "malformed");
    auto refused = co_await do_silently(s, x, presence_kind::speaks, *chosen);
    if (refused) co_return *std::move(refused);
    co_return json(200, "{}");
}

awaitable<reply> forget_me(services& s, exchange& x) {
    auto refused = co_await do_silently(s, x, presence_kind::forget, reader_language(s, x));
    if (refused) co_return *std::move(refused);
    co_await s.sessions.end(x.who.subject);
    co_return with_cookie(json(200, "{}"), sessions::ended_cookie(x, room_kind::chat));
}

}  // namespace linli::gateway
