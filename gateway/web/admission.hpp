// Who may use a route: sessions by cookie, and the exact Origin of whatever changes something.
#pragma once

#include <optional>

#include "gateway/io.hpp"
#include "gateway/routes.hpp"
#include "gateway/services.hpp"

namespace linli::gateway {

// The refusal, or nothing: then x.who is filled where the route asks for somebody.
awaitable<std::optional<reply>> admit(services& s, const route& r, exchange& x);

// Where this deployment is, as the browser that asks sees it: "https://chat.example.org".
std::string own_origin(const services& s, const exchange& x);

// The page that asks is ours: its Origin is exactly where it asked, or the configured public address.
bool from_own_page(const services& s, const exchange& x);

// Counts and answers a failed sign-in or a missing session.
reply not_signed_in(services& s, const exchange& x);
reply forbidden(services& s, const exchange& x, auth_failure why);

// The text of `web.<error>` in the reader's language.
reply say_refusal(const services& s, const exchange& x, int status, std::string_view error);

}  // namespace linli::gateway
