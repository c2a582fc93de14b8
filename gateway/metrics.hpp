// What /metrics says, in Prometheus's text format: the families of docs/metrics.md, base units, no ids as
// labels. Gathered from the components' own counters when it is asked for; for the I/O thread.
#pragma once

#include <string>

#include "storage/reader.hpp"

namespace linli::gateway {

class clock_watch;
class sender;
struct services;

struct stored_figures {  // what the database is asked for at each scrape
    storage::reader::counts waiting;
    storage::reader::talk_counts talks{};
};

std::string metrics_text(const services& s, const sender& out, const clock_watch& clocks, const stored_figures& stored,
                         instant now);

}  // namespace linli::gateway
