#include "gateway/turns/case_facts.hpp"

#include <algorithm>

namespace linli::gateway {
namespace {

// A case that was opened again has a clock of its own from then on (docs/mechanism.md, "The clocks").
span_of_time work_on(const case_file& f) {
    const auto since = f.reopened > 0 ? f.queued_at : f.created_at;
    return std::max(span_of_time::zero(), f.resolved_at - since - std::chrono::seconds{f.waited_s});
}

}  // namespace

void case_facts::add(const case_file* before, const case_change& change) {
    const auto& after = change.after;
    if (!before) opened.push_back(after.category);
    const bool taken_before = before && before->claimed_at != instant{};
    if (!taken_before && after.claimed_at != instant{} && after.reopened == 0)
        answered.push_back(after.claimed_at - after.created_at);
    for (const auto& e : change.entries) {
        const bool result = e.what == action::resolve || e.what == action::settle;
        if (result && after.resolved_at != instant{}) resolved.push_back(work_on(after));
        if (e.what == action::score) scores.push_back(e.number);
    }
}

void case_facts::clear() {
    opened.clear();
    answered.clear();
    resolved.clear();
    scores.clear();
}

}  // namespace linli::gateway
