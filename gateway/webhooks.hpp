// POST (and GET, for platforms that shake hands) /webhooks/<channel>: the adapter verifies and reads,
// the turn is taken, and only then is the platform answered.
//
// 200 after the commit; 429 with Retry-After when we are over a cap and kept nothing; 503 when the
// store cannot commit; 4xx when the adapter refused; 404 for a channel that is not there or that is
// not reached by webhooks.
#pragma once

#include <optional>

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

// Before the body is read: no channel has that address, or this caller may not use it.
std::optional<reply> refuse_caller(services& s, const exchange& x);

awaitable<reply> webhook(services& s, exchange& x);

}  // namespace linli::gateway
