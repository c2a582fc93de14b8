#include "gateway/webhooks.hpp"

#include <algorithm>
#include <chrono>

#include "adapters/http.hpp"
#include "gateway/sender.hpp"
#include "gateway/services.hpp"
#include "gateway/web/hearing.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;

reply from_adapter(adapters::http_answer a) {
    reply r;
    r.status = a.status;
    r.body = std::move(a.body);
    if (a.content_type.starts_with("application/json"))
        r.content_type = "application/json";
    else if (a.content_type.starts_with("text/xml"))
        r.content_type = "text/xml; charset=utf-8";
    else if (a.content_type.starts_with("application/xml"))
        r.content_type = "application/xml";
    else if (!r.body.empty())
        r.content_type = "text/plain; charset=utf-8";
    return r;
}

reply refuse(services& s, const channel& c, const adapters::refusal& why) {
    ++s.counts.refused[c.name];
    if (why.status == 401 || why.status == 403) ++s.counts.signature_failures[c.name];
    s.log.warning("webhook_refused", {{"channel", c.name}, {"status", why.status}, {"why", why.why}});
    return plain(why.status, "refused");
}

reply later(int status) {
    auto r = plain(status, "try again");
    r.headers.emplace_back("Retry-After", "5");  // the mailbox holds about a second of work
    return r;
}

constexpr std::chrono::seconds piece_patience{3};  // Vonage wants an answer within 5 s

// A piece is acknowledged when its text is on disk, whoever brought the last one.
awaitable<taken> hear_piece(services& s, const std::string& channel, adapters::inbound piece) {
    auto place = s.joins.add(channel, std::move(piece), joining::clock::now());
    if (place.whole) {
        std::vector<adapters::inbound> one;
        one.push_back(*std::move(place.whole));
        const auto how = co_await hear(s, channel, std::move(one));
        joining::ended(*place.set, how);
        co_return how;
    }
    const auto how = co_await joining::outcome(place.set, piece_patience);
    co_return how.value_or(taken::failed);
}

awaitable<taken> hear_all(services& s, const std::string& channel, std::vector<adapters::inbound> events) {
    auto worst = taken::committed;
    for (auto& e : events) {
        if (!e.part) continue;
        const auto how = co_await hear_piece(s, channel, e);
        if (how != taken::committed) worst = how;
    }
    std::erase_if(events, [](const adapters::inbound& e) { return e.part.has_value(); });
    if (!events.empty()) {
        const auto how = co_await hear(s, channel, std::move(events));
        if (how != taken::committed) worst = how;
    }
    co_return worst;
}

// Nothing but these addresses may call, where the channel's configuration names any.
bool may_call(const channel& c, const exchange& x) {
    return c.sources.empty() || std::ranges::any_of(c.sources, [&](const network& n) { return n.contains(x.client); });
}

// The channel whose address that is; nullptr when there is none.
const channel* called(const services& s, const exchange& x) {
    const auto* c = s.known.find(x.rest.substr(0, x.rest.find('/')));
    return c && !c->adapter->can().hosted ? c : nullptr;
}

}  // namespace

std::optional<reply> refuse_caller(services& s, const exchange& x) {
    const auto* c = called(s, x);
    if (!c) return plain(404, "no such channel");
    if (!may_call(*c, x)) return refuse(s, *c, {403, "source"});
    return std::nullopt;
}

awaitable<reply> webhook(services& s, exchange& x) {
    const auto* c = called(s, x);  // there is one: refuse_caller let the request in
    adapters::http_request request;
    const auto method = boost::beast::http::to_string(x.method);
    request.method = std::string_view(method.data(), method.size());
    request.target = x.target;
    request.header = [&x](std::string_view name) { return x.header(name); };
    request.body = x.body;
    auto got = c->adapter->receive(request, now());
    if (!got) co_return refuse(s, *c, got.error());
    if (!got->events.empty()) {
        s.out.lend(c->name, got->events);
        const auto how = co_await hear_all(s, c->name, std::move(got->events));
        if (how == taken::busy || how == taken::flooded) co_return later(429);
        if (how == taken::failed) co_return later(503);
    }
    co_return from_adapter(std::move(got->answer));
}

}  // namespace linli::gateway
