// The pages themselves: files that were built into the program.
#pragma once

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

awaitable<reply> chat_page(services& s, exchange& x);
awaitable<reply> staff_page(services& s, exchange& x);
awaitable<reply> asset(services& s, exchange& x);

}  // namespace linli::gateway
