// The pages themselves: files that were built into the program.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

struct services;

boost::asio::awaitable<reply> chat_page(services& s, exchange& x);
boost::asio::awaitable<reply> staff_page(services& s, exchange& x);
boost::asio::awaitable<reply> asset(services& s, exchange& x);

}  // namespace linli::gateway
