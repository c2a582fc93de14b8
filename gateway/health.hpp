// /livez, /readyz and /metrics, on the internal listener only.
//
// /livez answers as long as the I/O thread runs. /readyz is 200 "ready" or 503 with a reason a line:
// starting, draining, the store cannot commit. A channel in trouble is told in its body and never makes
// us not ready: restarting or leaving us out would not mend a platform.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

struct services;

boost::asio::awaitable<reply> livez(services& s, exchange& x);
boost::asio::awaitable<reply> readyz(services& s, exchange& x);
boost::asio::awaitable<reply> metrics(services& s, exchange& x);

}  // namespace linli::gateway
