// The WebSockets of the resident's chat and of the staff room (docs: "The web chat's wire").
#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

struct services;

boost::asio::awaitable<void> chat_socket(services& s, exchange& x,
                                         std::shared_ptr<frame_socket> socket);
boost::asio::awaitable<void> staff_socket(services& s, exchange& x,
                                          std::shared_ptr<frame_socket> socket);

}  // namespace linli::gateway
