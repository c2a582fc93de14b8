// What falls due in a case, and what became of the messages that we sent about it. The bot is the actor.
#pragma once

#include "dialogs/work.hpp"

namespace linli::office_work {

void case_due(work& w, case_code code);
void delivered(work& w, const delivery& d);

}  // namespace linli::office_work
