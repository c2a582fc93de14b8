// The staff room's requests beside its socket: signing in and out, invitations, the list of cases.
#pragma once

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

awaitable<reply> sign_in(services& s, exchange& x);      // POST /api/staff/sign-in
awaitable<reply> sign_out(services& s, exchange& x);     // POST /api/staff/sign-out
awaitable<reply> who_am_i(services& s, exchange& x);     // GET /api/staff/me
awaitable<reply> invite(services& s, exchange& x);       // POST /api/staff/invite
awaitable<reply> staff_cases(services& s, exchange& x);  // GET /api/staff/cases
awaitable<reply> staff_case(services& s, exchange& x);   // GET /api/staff/cases/CP-0412

}  // namespace linli::gateway
