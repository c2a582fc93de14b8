// /livez, /readyz and /metrics, on the internal listener only.
//
// /livez answers as long as the I/O thread runs. /readyz is 200 "ready" or 503 with a reason a line:
// draining, the store cannot commit (before it can, nobody listens). A channel in trouble is told in its body and never
// makes us not ready: restarting or leaving us out would not mend a platform.
#pragma once

#include <string>

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

// Why no work may be sent to us, a reason a line; empty: it may.
std::string not_ready(const services& s);

awaitable<reply> livez(services& s, exchange& x);
awaitable<reply> readyz(services& s, exchange& x);
awaitable<reply> metrics(services& s, exchange& x);

}  // namespace linli::gateway
