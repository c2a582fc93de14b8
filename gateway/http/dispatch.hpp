// Between a connection and the routes: which one, may they, what does it answer. A handler that
// throws is answered 503 (the store) or 500, and logged.
#pragma once

#include <optional>

#include "gateway/http_server.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

// Fills path, query, client and https from what the connection has read.
void complete(exchange& x, const http_server& server, const boost::asio::ip::address& peer, bool tls);

struct plan {
    const route* what = nullptr;
    std::optional<reply> refused;  // answer this, and read no body
};
// After the header, before the body.
awaitable<plan> plan_for(http_server& server, exchange& x, std::optional<std::uint64_t> announced_bytes);

// A body that was not taken in: counted, and told in the log now and then.
reply no_room_for(http_server& server, const route& r, const exchange& x);
void too_slow_for(http_server& server, const route& r);

awaitable<reply> answer(http_server& server, const route& r, exchange& x);
awaitable<void> converse(http_server& server, const route& r, exchange& x, std::shared_ptr<frame_socket> socket);

}  // namespace linli::gateway
