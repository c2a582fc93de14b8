// The staff room's requests beside its socket: signing in and out, invitations, the list of cases.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "gateway/http/exchange.hpp"

namespace linli::gateway {

struct services;

boost::asio::awaitable<reply> sign_in(services& s, exchange& x);       // POST /api/staff/sign-in
boost::asio::awaitable<reply> sign_out(services& s, exchange& x);      // POST /api/staff/sign-out
boost::asio::awaitable<reply> who_am_i(services& s, exchange& x);      // GET /api/staff/me
boost::asio::awaitable<reply> invite(services& s, exchange& x);        // POST /api/staff/invite
boost::asio::awaitable<reply> staff_cases(services& s, exchange& x);   // GET /api/staff/cases
boost::asio::awaitable<reply> staff_case(services& s, exchange& x);    // GET /api/staff/cases/CP-0412

}  // namespace linli::gateway
