// What /metrics says, in Prometheus's text format: the names of docs/operations.md, base units, no ids as
// labels. Gathered from the components' own counters when it is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/metrics/counter.hpp"
#include "gateway/turns/counters.hpp"

namespace linli::gateway {

struct services;
class sender;

struct database_gauges {  // asked from a reader, seldom
    std::int64_t outbox = 0;
    double oldest_outbox_seconds = 0;
    std::int64_t parked = 0;
    std::int64_t conversations = 0;
};

std::string metrics_text(const services& s, const sender& out, const database_gauges& stored);

}  // namespace linli::gateway
