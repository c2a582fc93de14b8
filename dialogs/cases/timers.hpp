// The clocks of an open case and the ladder that each climbs (docs/mechanism.md): claimed, on site, made
// safe, resolved, and the longest silence towards the resident. All derived from the case's state, so a
// clock can be neither stale nor lost, and a restart needs no care.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"

namespace linli {

struct running_clock {
    clock_kind which = clock_kind::claim;
    instant since{};  // when it started; names this run of it
    instant from{};   // `since`, later by as long as it stood still
    span_of_time target{};
    bool around_the_clock = false;
};

// The clock as it runs now; nothing when it stands still, was met, or has no target.
std::optional<running_clock> clock_of(const community& c, const case_file& f, clock_kind which);

// Who was told when to expect something need not hear every two hours, nor at night, that it is still so: while
// that date stands, what is urgent is spoken of like what is not.
bool spoken_by_day(const case_file& f);

// When so much of its target will have passed, by the community's calendar.
instant at_percent(const community& c, const running_clock& k, int percent);

// By when somebody should have taken it.
instant claim_by(const community& c, const case_file& f);

// The next rung of one clock that nobody has heard of yet.
struct next_rung {
    running_clock clock;
    int percent = 0;
    instant at = never;
};
std::optional<next_rung> rung_after(const community& c, const running_clock& k, const case_file& f);

// The first of all clocks' next rungs; `never` when nothing climbs.
instant first_rung(const community& c, const case_file& f);

// The rungs whose time has come, of each clock the highest: after a long sleep the lower ones are noise.
std::vector<next_rung> rungs_due(const community& c, const case_file& f, instant now);

// Whether the case's clocks run day and night.
bool around_the_clock(const community& c, const case_file& f);

}  // namespace linli
