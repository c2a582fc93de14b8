// From what a browser or a platform brought to a commit: reads the words, submits, waits.
#pragma once

#include <vector>

#include <boost/asio/awaitable.hpp>

#include "gateway/services.hpp"

namespace linli::gateway {

// All or nothing; `committed` when it is on disk. On the I/O thread.
boost::asio::awaitable<taken> hear(services& s, const std::string& channel,
                                   std::vector<adapters::inbound> events);

// An event of one browser, without a body yet.
adapters::inbound from_browser(const services& s, const identity& who, room_kind kind, language hint);

// The person behind a chat of the web channel; nobody when it has not written yet.
boost::asio::awaitable<person_id> person_of(services& s, std::string subject);

}  // namespace linli::gateway
