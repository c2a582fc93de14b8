// The certificate that a server shows: when it ends, and whether this machine trusts it for that name.
#pragma once

#include <boost/asio/io_context.hpp>
#include <string>

#include "gateway/doctor/asking.hpp"
#include "gateway/io.hpp"

namespace linli::gateway::doctor {

awaitable<certificate> certificate_of(boost::asio::io_context& io, std::string host, std::string port,
                                      std::chrono::seconds patience);

}  // namespace linli::gateway::doctor
