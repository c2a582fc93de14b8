// What a case will need next, and when: derived from its state alone, so no timer can be stale or lost.
#pragma once

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"

namespace linli {

inline constexpr int direct_alarms = 3;          // members are written to at most that often
inline constexpr int alarms_before_telling = 2;  // the first one and a repetition went unanswered

struct case_deadlines {
    instant alarm = never;    // life safety that nobody took
    instant ask = never;      // "is it solved?"
    instant remind = never;   // of that question
    instant lapse = never;    // closed as unconfirmed
    instant call = never;     // the result was never seen: a person calls
    instant score = never;    // one reminder of the score
    instant promise = never;  // a promised or waiting date came

    instant first() const;
};

case_deadlines deadlines_of(const community& c, const case_file& f);

}  // namespace linli
