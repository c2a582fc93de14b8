// One request that reached us and the answer to it, as plain data; and the two ends of a WebSocket.
// Handlers (routes.hpp) know these and never a socket.
#pragma once

#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/verb.hpp>

#include "dialogs/person.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

// Whom a session cookie stands for.
struct identity {
    std::string subject;  // their chat on the web channel; empty: nobody
    std::string name;     // of staff
    linli::role role = role::resident;
};

// Many small pieces that live as long as one message: in memory that the connection keeps for them.
using field_allocator = std::pmr::polymorphic_allocator<char>;
using header_fields = boost::beast::http::basic_fields<field_allocator>;

struct exchange {
    boost::beast::http::verb method{};
    std::string target;                      // path and query as received
    std::string_view path;                   // of target
    std::string_view query;                  // of target, without the '?'
    std::string_view rest;                   // of path, where the route's pattern ends in '*'
    const header_fields* headers = nullptr;  // good for the length of the call
    std::string body;
    boost::asio::ip::address client;  // behind a trusted proxy: what it says
    bool https = false;               // as the browser sees it
    identity who;                     // filled where the route asks for somebody

    std::string_view header(std::string_view name) const;
    std::string_view header(boost::beast::http::field name) const;
    std::string_view cookie(std::string_view name) const;              // empty when absent
    std::optional<std::string> argument(std::string_view name) const;  // of the query, decoded
};

struct reply {
    int status = 200;
    std::string_view content_type;  // of the program's life time; empty: no body
    std::string body;
    std::string_view lasting_body;  // instead of `body`: embedded, never copied
    std::vector<std::pair<std::string_view, std::string>> headers;
    bool page = false;  // with the headers of a page (security_headers.hpp)
};

reply plain(int status, std::string_view text);
reply json(int status, std::string body);
reply wants_upgrade();  // a WebSocket address was asked without one
// {"error":"…","text":"…"}
reply refusal_json(int status, std::string_view error, std::string_view text);

// A WebSocket, whatever it runs over. For the I/O thread.
class frame_socket {
public:
    virtual ~frame_socket() = default;
    // The next text frame; nothing when the other side is gone, idle too long or out of bounds.
    virtual awaitable<std::optional<std::string>> read() = 0;
    // Queues; a queue that grows beyond its limit closes the socket. `frame` is one of many receivers'.
    virtual void send(std::shared_ptr<const std::string> frame) = 0;
    // Sends what is queued, then closes.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

}  // namespace linli::gateway
