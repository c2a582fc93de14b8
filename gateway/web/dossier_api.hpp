// A case's dossier on the web: for signed-in staff, and for whoever holds a signed link that has not ended.
#pragma once

#include "gateway/http/exchange.hpp"
#include "gateway/io.hpp"

namespace linli::gateway {

struct services;

awaitable<reply> staff_dossier(
    services& s, exchange& x);  // GET /staff/cases/CP-0412/dossier: not there for who may not read its words
awaitable<reply> linked_dossier(services& s, exchange& x);  // GET /dossier/CP-0412?e=…&s=…

}  // namespace linli::gateway
