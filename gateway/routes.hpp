// Every endpoint of both listeners, in one table each: nothing is served that does not stand here.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <boost/beast/http/verb.hpp>

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

// Who may ask. Checked before the body is read (web/admission.hpp).
enum class caller : std::uint8_t {
    anyone,
    page,      // anyone, from a page of ours: exact Origin
    resident,  // a session of the chat; for anything but GET from a page of ours
    member,    // a session of the staff room, likewise
    manager,   // a member who is a manager
    either,    // a session of the chat or of the staff room
    platform,  // of a channel of ours, from its `sources`; the adapter verifies
};

using answer_handler = awaitable<reply> (*)(services&, exchange&);
using socket_handler = awaitable<void> (*)(services&, exchange&, std::shared_ptr<frame_socket>);

struct route {
    boost::beast::http::verb method;
    std::string_view pattern;  // a path; one that ends in '*' takes every path that begins so
    caller who;
    std::uint64_t body;     // bytes at most
    answer_handler answer;  // one of the two
    socket_handler converse = nullptr;
};

std::span<const route> public_routes();
std::span<const route> internal_routes();

struct found_route {
    const route* what = nullptr;
    std::string allow;  // the methods of that path when only the method is wrong
    std::string_view rest;
};
// HEAD finds what GET finds.
found_route find_route(std::span<const route> all, boost::beast::http::verb method, std::string_view path);

}  // namespace linli::gateway
