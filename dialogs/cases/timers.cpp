#include "dialogs/cases/timers.hpp"

#include <algorithm>

namespace linli {
namespace {

constexpr std::array all_clocks{clock_kind::claim, clock_kind::onsite, clock_kind::safe, clock_kind::resolve,
                                clock_kind::silence};

span_of_time target_of(const service_level& l, clock_kind which) {
    switch (which) {
        case clock_kind::claim:
            return l.human_ack;
        case clock_kind::onsite:
            return l.onsite;
        case clock_kind::safe:
            return l.make_safe;
        case clock_kind::resolve:
            return l.resolve;
        case clock_kind::silence:
            return l.update_every;
    }
    return {};
}

bool before_result(const case_file& f) { return f.state < state::resolved; }
// A date that was given and has not come yet stands in the place of a deadline of ours.
bool dated(const case_file& f) { return f.state == state::planned || f.state == state::waiting; }

bool slot_agreed(const case_file& f) {
    return !f.visits.empty() && f.visits.back().agreed.from != instant{} && f.visits.back().arrived == instant{} &&
           !f.visits.back().missed;
}

// A danger that was found out later has its own hour.
instant begun(const case_file& f) { return std::max(f.queued_at, f.raised_at); }

// For how long the case has been waiting for others in this run. A wait that goes on counts up to the date that
// was given, from which on the clocks run again.
std::chrono::seconds stood_still(const case_file& f) {
    const std::chrono::seconds over{f.waited_s};
    if (f.waiting_since == instant{} || f.promises.empty()) return over;
    const auto& newest = f.promises.back();
    if (newest.made < f.waiting_since || newest.until <= f.waiting_since) return over;
    return over + std::chrono::duration_cast<std::chrono::seconds>(newest.until - f.waiting_since);
}

// Waiting stops what leads to the result, and never the silence; a danger is made safe however long a part takes.
bool stops_while_waiting(const case_file& f, clock_kind which) {
    if (which == clock_kind::safe) return f.priority > priority::p0;
    return which == clock_kind::resolve || which == clock_kind::onsite;
}

bool runs(const community& c, const case_file& f, clock_kind which) {
    if (!before_result(f)) return false;
    const auto* sub = c.taxonomy.find(f.category);
    switch (which) {
        case clock_kind::claim:
            return f.claimed_at == instant{};
        case clock_kind::onsite:
            return (!sub || sub->visit) && f.onsite_at == instant{} && !dated(f) && !slot_agreed(f);
        case clock_kind::safe:
            return f.safe_at == instant{} && !(dated(f) && f.priority > priority::p0);
        case clock_kind::resolve:
            return !dated(f) || f.promised_until == instant{};
        // While an alarm is out that nobody took, it speaks to the resident itself.
        case clock_kind::silence:
            return f.intake.reporter != person_id::nobody && !rings(f);
    }
    return false;
}

}  // namespace

bool around_the_clock(const community& c, const case_file& f) {
    const auto* sub = c.taxonomy.find(f.category);
    return c.taxonomy.level(f.priority).around_the_clock || (sub && sub->around_the_clock);
}

bool spoken_by_day(const case_file& f) { return f.priority == priority::p1 && f.promised_until != instant{}; }

std::optional<running_clock> clock_of(const community& c, const case_file& f, clock_kind which) {
    const bool silence = which == clock_kind::silence;
    const bool by_day = silence && spoken_by_day(f);
    // A danger that is over is spoken of like what is merely urgent.
    const bool stood_down = silence && f.priority == priority::p0 && f.safe_at != instant{};
    const auto as = stood_down ? priority::p1 : by_day ? priority::p2 : f.priority;
    const auto target = target_of(c.taxonomy.level(as), which);
    if (target == span_of_time{} || !runs(c, f, which)) return std::nullopt;
    running_clock k{which, silence ? f.told_at : begun(f), {}, target, around_the_clock(c, f) && !by_day};
    k.from = k.since;
    if (stops_while_waiting(f, which) && k.since == f.queued_at) k.from += stood_still(f);
    return k;
}

instant at_percent(const community& c, const running_clock& k, int percent) {
    return c.calendar.add_service(k.from, k.target * percent / 100, k.around_the_clock);
}

instant claim_by(const community& c, const case_file& f) {
    return c.calendar.add_service(begun(f), c.taxonomy.level(f.priority).human_ack, around_the_clock(c, f));
}

std::optional<next_rung> rung_after(const community& c, const running_clock& k, const case_file& f) {
    int reached = 0;
    for (const auto& r : f.rungs)
        if (r.which == k.which && r.since == k.since) reached = r.percent;
    for (const auto& step : c.taxonomy.ladder) {
        if (step.percent <= reached) continue;
        // Silence ends at its target: the resident is told then, and it begins anew.
        if (k.which == clock_kind::silence && step.percent > 100) return std::nullopt;
        // An alarm that nobody took rings by itself; the ladder only goes past the department.
        const bool rings = k.which == clock_kind::claim && is_alarm(f) && step.percent < 100;
        if (rings) continue;
        return next_rung{k, step.percent, at_percent(c, k, step.percent)};
    }
    return std::nullopt;
}

instant first_rung(const community& c, const case_file& f) {
    instant first = never;
    if (!before_result(f)) return first;
    for (const auto which : all_clocks)
        if (const auto k = clock_of(c, f, which))
            if (const auto next = rung_after(c, *k, f)) first = std::min(first, next->at);
    return first;
}

std::vector<next_rung> rungs_due(const community& c, const case_file& f, instant now) {
    std::vector<next_rung> out;
    if (!before_result(f)) return out;
    for (const auto which : all_clocks) {
        const auto k = clock_of(c, f, which);
        if (!k) continue;
        std::optional<next_rung> highest;
        auto climbed = f;
        for (auto next = rung_after(c, *k, climbed); next && next->at <= now; next = rung_after(c, *k, climbed)) {
            highest = next;
            std::erase_if(climbed.rungs, [&](const rung& r) { return r.which == which; });
            climbed.rungs.push_back({which, k->since, next->percent});
        }
        if (highest) out.push_back(*highest);
    }
    return out;
}

}  // namespace linli
