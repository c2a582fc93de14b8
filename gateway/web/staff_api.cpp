#include "gateway/web/staff_api.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "gateway/case_json.hpp"
#include "gateway/http/clients.hpp"
#include "gateway/media/media_links.hpp"
#include "gateway/web/admission.hpp"
#include "gateway/web/body.hpp"
#include "gateway/web/hearing.hpp"
#include "gateway/web/language.hpp"
#include "gateway/web/names.hpp"
#include "gateway/web/token.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;
using nlohmann::ordered_json;

constexpr std::size_t cases_max = 500;  // open ones on one page; more is a task for filters

std::string dumped(const ordered_json& value) {
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

reply with_cookie(reply r, std::string cookie) {
    r.headers.emplace_back("Set-Cookie", std::move(cookie));
    return r;
}

ordered_json about(const identity& who) { return {{"name", who.name}, {"role", name_of(who.role)}}; }

// The new member enters the room: the office learns of them in the same way as of a message.
awaitable<taken> enter_room(services& s, const exchange& x, const identity& who) {
    const room_visit visit{who, room_kind::staff, reader_language(s, x), web_channel(s)};
    auto in = from_visit(s, visit);
    in.body = presence{presence_kind::signed_in, who.name, who.role};
    std::vector<adapters::inbound> events;
    events.push_back(std::move(in));
    co_return co_await hear(s, visit.channel, std::move(events));
}

// Whether somebody else who is signed in is called that. Only whoever holds a good link is told.
awaitable<bool> is_taken(services& s, const exchange& x, const std::string& key, const std::string& name) {
    const auto link = co_await s.sessions.look_at_link(key);
    if (!link || link->kind == role::resident) co_return false;
    const auto self = co_await s.sessions.find(x, room_kind::staff);
    auto question = [&](storage::reader& r) {
        const auto all = r.staff_sessions(now());
        return std::any_of(all.begin(), all.end(), [&](const auto& one) {
            return (!self || one.subject != self->subject) && look_alike(one.name, name);
        });
    };
    const bool taken = co_await s.ask.ask(question);
    co_return taken;
}

// The cookie of their session; nothing when they cannot be let in now.
awaitable<std::optional<std::string>> let_in(services& s, const exchange& x, const identity& who) {
    if (hosts_staff_room(s)) {
        const auto entered = co_await enter_room(s, x, who);
        if (entered != taken::committed) co_return std::nullopt;
    }
    try {
        auto cookie = co_await s.sessions.open(x, room_kind::staff, who);
        co_return std::move(cookie);
    } catch (const std::exception&) {  // no space, or the store is stopping
        co_return std::nullopt;
    }
}

// From now on a start prints no link that makes a manager. They are let in already, so that a full disk costs
// no more than one link too many.
awaitable<void> remember_manager(services& s) {
    auto write = [](storage::store& store) { store.set_setting(std::string(manager_setting), "signed in"); };
    try {
        co_await on_store(s.loop, s.land, std::move(write));
    } catch (const std::exception& e) {
        s.log.warning("manager_not_remembered", {{"what", e.what()}});
    }
}

}  // namespace

awaitable<reply> sign_in(services& s, exchange& x) {
    if (!is_json(x)) co_return say_refusal(s, x, 415, "unsupported");
    const auto body = object_of(x);
    const auto key = body ? text_in(*body, "key") : std::nullopt;
    const auto typed = body ? text_in(*body, "name") : std::nullopt;
    if (!key || !typed) co_return say_refusal(s, x, 400, "malformed");
    if (!s.sign_in_gate.pass("", household(x.client).to_string(), flood_gate::clock::now()))
        co_return say_refusal(s, x, 429, "too_fast");
    auto name = clean_name(*typed);
    if (name.empty()) co_return say_refusal(s, x, 400, "name_missing");
    const bool name_taken = co_await is_taken(s, x, *key, name);
    if (name_taken) co_return say_refusal(s, x, 409, "name_taken");
    auto link = co_await s.sessions.take_link(*key);
    if (!link || link->kind == role::resident) {
        s.counts.not_let_in(auth_failure::sign_in);
        co_return say_refusal(s, x, 403, is_token(*key) ? "used" : "unknown");
    }
    const identity who{new_subject('s'), std::move(name), link->kind};
    auto cookie = co_await let_in(s, x, who);
    if (!cookie) {
        co_await s.sessions.give_back_link(*key, *std::move(link));
        co_return say_refusal(s, x, 503, "busy");
    }
    if (who.role == role::manager) co_await remember_manager(s);
    s.log.info("staff_signed_in", {{"name", person{who.name}}, {"role", name_of(who.role)}});
    co_return with_cookie(json(200, dumped(about(who))), *std::move(cookie));
}

awaitable<reply> sign_out(services& s, exchange& x) {
    co_await s.sessions.end(x.who.subject);
    s.hub.signed_out(x.who.subject);
    co_return with_cookie(json(200, "{}"), sessions::ended_cookie(x, room_kind::staff));
}

awaitable<reply> who_am_i(services& s, exchange& x) {
    auto me = about(x.who);
    me["room"] = hosts_staff_room(s);
    if (!hosts_staff_room(s)) {
        const auto* group = s.settings.find_channel(s.settings.staff.group_channel);
        me["where"] = group ? group->table.type : "";
    }
    co_return json(200, dumped(me));
}

awaitable<reply> invite(services& s, exchange& x) {
    if (!is_json(x)) co_return say_refusal(s, x, 415, "unsupported");
    const auto body = object_of(x);
    const auto wanted = body ? text_in(*body, "role") : std::nullopt;
    const auto as = wanted ? named<role>(*wanted) : std::nullopt;
    const bool allowed =
        as && (*as == role::engineer || *as == role::desk || *as == role::lead || *as == role::manager);
    if (!allowed) co_return say_refusal(s, x, 400, "malformed");
    identity invited{new_subject('s'), {}, *as};
    const auto key = co_await s.sessions.make_link(std::move(invited));
    s.log.info("staff_invited", {{"by", person{x.who.name}}, {"role", name_of(*as)}});
    co_return json(200, dumped({{"url", own_origin(s, x) + "/staff?key=" + key}}));
}

awaitable<reply> staff_cases(services& s, exchange& x) {
    struct read {
        std::vector<case_file> open;
        case_reader who;
    };
    const auto question = [&](storage::reader& r) { return read{r.cases(true, cases_max), reader_of(s, r, x.who)}; };
    auto [open, who] = co_await s.ask.ask(question);
    const auto l = reader_language(s, x);
    sort_by_urgency(open);
    auto list = ordered_json::array();
    for (const auto& f : open) list.push_back(staff_row(*s.now_serving, f, now(), l, who));
    co_return json(200, dumped(list));
}

awaitable<reply> staff_case(services& s, exchange& x) {
    const auto code = parse_code(x.rest);
    if (!code) co_return say_refusal(s, x, 404, "not_found");
    struct read {
        std::optional<case_file> file;
        std::vector<case_entry> entries;
        case_reader who;
    };
    const auto question = [&](storage::reader& r) {
        read all{r.find_case(*code), {}, reader_of(s, r, x.who)};
        if (all.file) all.entries = r.entries(*code);
        return all;
    };
    const auto got = co_await s.ask.ask(question);
    if (!got.file) co_return say_refusal(s, x, 404, "not_found");
    const auto l = reader_language(s, x);
    // The link that was made when the file came may have ended.
    const file_links links = [&s](const attachment& a) {
        return s.links.media(a.photo.hash, now() + media::media_links::media_life);
    };
    auto told = staff_detail(*s.now_serving, *got.file, got.entries, now(), l, links, got.who);
    co_return json(200, dumped(told));
}

}  // namespace linli::gateway
