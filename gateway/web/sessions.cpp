#include "gateway/web/sessions.hpp"

#include <fmt/format.h>

#include "gateway/web/token.hpp"

namespace linli::gateway {
namespace {

namespace net = boost::asio;

storage::store::web_session stored(const identity& who, instant expires) {
    return {who.subject, who.name, who.role, expires};
}

std::string attributes(const exchange& x, std::string_view value, std::chrono::seconds life, room_kind kind) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", sessions::cookie_name(x, kind), value,
                       life.count(), x.https ? "; Secure" : "");
}

}  // namespace

instant now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

std::string_view sessions::cookie_name(const exchange& x, room_kind kind) {
    if (kind == room_kind::chat) return x.https ? "__Host-linli_chat" : "linli_chat";
    return x.https ? "__Host-linli_staff" : "linli_staff";
}

awaitable<std::optional<identity>> sessions::find(const exchange& x, room_kind kind) {
    const auto token = x.cookie(cookie_name(x, kind));
    if (!is_token(token)) co_return std::nullopt;
    auto hash = token_hash(token);
    auto question = [&hash](storage::reader& r) { return r.session(hash, now()); };
    auto found = co_await ask_.ask(question);
    if (!found || (kind == room_kind::staff) != (found->kind != role::resident)) co_return std::nullopt;
    co_return identity{found->subject, found->name, found->kind};
}

awaitable<bool> sessions::lasts(std::string hash) {
    auto question = [&hash](storage::reader& r) { return r.session(hash, now()).has_value(); };
    const bool there = co_await ask_.ask(question);
    co_return there;
}

std::string sessions::hash_of(const exchange& x, room_kind kind) { return token_hash(x.cookie(cookie_name(x, kind))); }

awaitable<std::string> sessions::open(const exchange& x, room_kind kind, identity who) {
    const auto token = new_token();
    const std::chrono::seconds life = kind == room_kind::chat ? chat_life : staff_life;
    const auto hash = token_hash(token);
    const auto session = stored(who, now() + life);
    auto task = [&](storage::store& store) { store.put_session(hash, session); };
    co_await on_store(loop_, land_, task);
    co_return attributes(x, token, life, kind);
}

awaitable<void> sessions::end(std::string subject) {
    auto task = [&](storage::store& store) { store.drop_sessions(subject); };
    co_await on_store(loop_, land_, task);
}

std::string sessions::ended_cookie(const exchange& x, room_kind kind) {
    return attributes(x, "", std::chrono::seconds{0}, kind);
}

std::string sessions::put_link(storage::store& s, const identity& who, instant at) {
    const auto key = new_token();
    s.put_link(token_hash(key), stored(who, at + link_life));
    return key;
}

awaitable<std::string> sessions::make_link(identity who) {
    std::string key;
    auto task = [&](storage::store& store) { key = put_link(store, who, now()); };
    co_await on_store(loop_, land_, task);
    co_return key;
}

awaitable<std::optional<storage::web_session>> sessions::look_at_link(std::string key) {
    if (!is_token(key)) co_return std::nullopt;
    const auto hash = token_hash(key);
    auto question = [&hash](storage::reader& r) { return r.link(hash, now()); };
    auto found = co_await ask_.ask(question);
    co_return found;
}

awaitable<std::optional<storage::web_session>> sessions::take_link(std::string key) {
    if (!is_token(key)) co_return std::nullopt;
    std::optional<storage::web_session> found;
    const auto hash = token_hash(key);
    auto task = [&](storage::store& store) { found = store.take_link(hash, now()); };
    co_await on_store(loop_, land_, task);
    co_return found;
}

awaitable<void> sessions::give_back_link(std::string key, storage::web_session link) {
    const auto hash = token_hash(key);
    auto task = [&](storage::store& store) { store.put_link(hash, link); };
    co_await on_store(loop_, land_, task);
}

}  // namespace linli::gateway
