// What a case will need next, and when: derived from its state alone, so no timer can be stale or lost.
#pragma once

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"

namespace linli {

inline constexpr int direct_alarms = 3;          // members are written to at most that often
inline constexpr int alarms_before_telling = 2;  // the first one and a repetition went unanswered
inline constexpr int low_score = 2;              // posted to the lead at once, and "what was not done well?" (row 14)

struct case_deadlines {
    instant alarm = never;      // life safety that nobody took
    instant rung = never;       // some clock climbs its ladder (timers.hpp)
    instant hand_over = never;  // an offered case goes back
    instant no_show = never;    // nobody came in the time that was agreed
    instant slots = never;      // the last of the offered times is over, and none was chosen
    instant promise = never;    // a stated date came
    instant ask = never;        // "is it solved?"
    instant remind = never;     // of that question
    instant lapse = never;      // closed as unconfirmed
    instant call = never;       // the result was never seen: a person calls
    instant score = never;      // one reminder of the score
    instant follow_up = never;  // does it still hold?
    instant lesson = never;     // what was learnt from it is wanted

    instant first() const;
};

case_deadlines deadlines_of(const community& c, const case_file& f);

// Whether something is to be learnt from it: a danger, a clock that ran out, a low score (row 46).
bool teaches(const case_file& f);

}  // namespace linli
