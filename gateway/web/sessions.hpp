// Who a browser is: sessions by cookie, and the single-use links that make them. For the I/O thread.
//
// Cookies: HttpOnly, SameSite=Lax, Path=/; over https also Secure and named __Host-…. The store keeps
// hashes only. Every call throws store_error where the database fails.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"
#include "gateway/landing.hpp"
#include "gateway/readers.hpp"

namespace linli::gateway {

// Set in the store when a first manager has signed in.
inline constexpr std::string_view manager_setting = "staff.manager";

enum class room_kind : std::uint8_t { chat, staff };

class sessions {
public:
    static constexpr std::chrono::days chat_life{180};  // a resident complains twice a year
    static constexpr std::chrono::days staff_life{30};  // a new link is one word to the manager
    static constexpr std::chrono::hours link_life{48};  // an invitation that lies about is nobody's for long

    sessions(turns& loop, landing& land, readers& ask) : loop_(loop), land_(land), ask_(ask) {}

    awaitable<std::optional<identity>> find(const exchange& x, room_kind kind);
    // Whether the session of that cookie, by its hash, is still there.
    awaitable<bool> lasts(std::string hash);
    static std::string hash_of(const exchange& x, room_kind kind);
    // Makes a session; the value of Set-Cookie.
    awaitable<std::string> open(const exchange& x, room_kind kind, identity who);
    awaitable<void> end(std::string subject);  // all sessions and links of that subject
    static std::string ended_cookie(const exchange& x, room_kind kind);

    // The key to put into an address.
    awaitable<std::string> make_link(identity who);
    // Whom it would let in; nothing is used up.
    awaitable<std::optional<storage::web_session>> look_at_link(std::string key);
    awaitable<std::optional<storage::web_session>> take_link(std::string key);
    // As it was, for its bearer who could not be let in.
    awaitable<void> give_back_link(std::string key, storage::web_session link);

    static std::string_view cookie_name(const exchange& x, room_kind kind);
    // A link for use outside of a request: at start, on the store's thread or before there is one.
    static std::string put_link(storage::store& s, const identity& who, instant now);

private:
    turns& loop_;
    landing& land_;
    readers& ask_;
};

instant now();  // the system's clock

}  // namespace linli::gateway
