// What turns did to cases, as far as /metrics counts it (docs/metrics.md): read off the changes that a
// turn has in hand, so that no figure costs a question to the store. Plain data; pure.
#pragma once

#include <string>
#include <vector>

#include "dialogs/turn.hpp"

namespace linli::gateway {

struct case_facts {
    std::vector<std::string> opened;     // the category of each new case; empty: nobody knows yet
    std::vector<span_of_time> answered;  // from the opening until the first person took it
    std::vector<span_of_time> resolved;  // from the (re)opening to the result, waits left out
    std::vector<int> scores;             // 1 to 5

    // `before`: the case as it was, nullptr for a new one.
    void add(const case_file* before, const case_change& change);
    void clear();
};

}  // namespace linli::gateway
