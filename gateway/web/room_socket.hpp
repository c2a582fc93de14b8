// The WebSockets of the resident's chat and of the staff room (docs: "The web chat's wire").
#pragma once

#include <memory>

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"
#include "gateway/web/hearing.hpp"

namespace linli::gateway {

// Somebody in a room that we host, over any frame_socket (the terminal has one of lines), until it ends.
awaitable<void> converse_in_room(services& s, room_visit visit, std::shared_ptr<frame_socket> socket);

awaitable<void> chat_socket(services& s, exchange& x, std::shared_ptr<frame_socket> socket);
awaitable<void> staff_socket(services& s, exchange& x, std::shared_ptr<frame_socket> socket);

}  // namespace linli::gateway
