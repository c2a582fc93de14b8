// The one status table: who may move a case, from where to where, and with which guard
// (docs/mechanism.md, "Who may what"). Pure: a command and the case in, a line of the log or a refusal out.
#pragma once

#include <string>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"
#include "dialogs/result.hpp"

namespace linli {

// Why a command changes nothing: the key of a text (`refused.<why>`), and a name for it.
struct refused {
    std::string why;   // closed, not_owner, taken, needs_text, needs_date, too_late, role …
    std::string name;  // of the owner, or of what is missing, where that is the reason
};

// A command is the entry that it would become; `code`, `seq` and `at` are filled in here, and
// whose case it was when it is opened again.
result<case_entry, refused> advance(const community& c, const case_file& f, case_entry command, instant now);

// Makes an entry part of the case. The only way in which a case changes.
void apply(case_file& f, const case_entry& e);

// The case that a log tells of. The log must not be empty and must begin with `open`.
case_file replay(const std::vector<case_entry>& log);

// A lead, or the manager, who counts as every role: approves plans, refers, allows a third wait.
bool leads(role r);

// Who stands above the departments, the desk among them: may move other people's cases, merge and open again.
bool oversees(role r);

}  // namespace linli
