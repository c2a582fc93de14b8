// What /metrics says, in Prometheus's text format: the names of docs/operations.md, base units, no ids as
// labels. Gathered from the components' own counters when it is asked for.
#pragma once

#include <string>

#include "storage/reader.hpp"

namespace linli::gateway {

struct services;
class sender;

std::string metrics_text(const services& s, const sender& out, const storage::reader::counts& stored,
                         instant now);

}  // namespace linli::gateway
