// Requests of a table signed as the platform would sign them at noon: a table that says
// "signing": {"scheme": "slack" | "line" | "meta", "secret": "…"} need not spell every signature, and a request
// that a test has damaged can be signed again, so that more than its signature is tried. Whether our
// reading of a scheme is right is decided elsewhere: by fixed vectors in the tables and by
// tests/oracles.
#pragma once

#include "tests/adapters/harness.hpp"

namespace linli::adapters::testing {

// Does nothing where the table names no scheme, or where the request has a proof and `again` is false.
void sign(owned_request& request, const json& table, bool again = false);

}  // namespace linli::adapters::testing
