// The resident's few requests beside the socket: session, return link, forget.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

struct services;

boost::asio::awaitable<reply> open_chat(services& s, exchange& x);     // POST /api/chat/session
boost::asio::awaitable<reply> return_link(services& s, exchange& x);   // POST /api/chat/return-link
boost::asio::awaitable<reply> take_return(services& s, exchange& x);   // GET /r/<key>
boost::asio::awaitable<reply> choose_language(services& s, exchange& x);  // POST /api/chat/language
boost::asio::awaitable<reply> forget_me(services& s, exchange& x);     // POST /api/chat/forget

}  // namespace linli::gateway
