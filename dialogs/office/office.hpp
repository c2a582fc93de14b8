// What falls due in a case, what became of the messages that we sent about it, and what the room hears
// of both. The bot is the actor.
#pragma once

#include "dialogs/work.hpp"

namespace linli::office_work {

// due.cpp: the deadlines of one case (cases/deadlines.hpp).
void case_due(work& w, case_code code);

// ladder.cpp: the rungs that its clocks have reached.
void climb(work& w, case_code code);

// notices.cpp: reminders of the same minute are one message.
void notify(work& w, const case_file& f, std::string text, clock_kind of, const std::vector<member>& directly,
            bool for_digest);
void take(work& w, const prompt& p);  // posted to the room
void room_due(work& w);               // the minute is over
instant due_of(const community& c, const office& o);

// settled.cpp: how our messages ended.
void delivered(work& w, const delivery& d);
void want_call(work& w, const case_file& f, std::string_view key);

// vacated.cpp: whoever had it is no member any more.
void vacate(work& w, const prompt& p);

case_entry by_bot(action what, std::string text = {});

}  // namespace linli::office_work
