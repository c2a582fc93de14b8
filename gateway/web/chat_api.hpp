// The resident's few requests beside the socket: session, return link, forget.
#pragma once

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

awaitable<reply> open_chat(services& s, exchange& x);        // POST /api/chat/session
awaitable<reply> return_link(services& s, exchange& x);      // POST /api/chat/return-link
awaitable<reply> show_return(services& s, exchange& x);      // GET /r/<key>
awaitable<reply> take_return(services& s, exchange& x);      // POST /r/<key>
awaitable<reply> choose_language(services& s, exchange& x);  // POST /api/chat/language
awaitable<reply> forget_me(services& s, exchange& x);        // POST /api/chat/forget

}  // namespace linli::gateway
