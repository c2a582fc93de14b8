// What a new case takes from its kind, whichever way it comes in: by a talk or typed in by the desk. Pure.
#pragma once

#include "dialogs/cases/case_entry.hpp"
#include "dialogs/cases/priority.hpp"

namespace linli {

// Kind, urgency, departments, and whether the name is kept from the group. `kind` is nullptr where nobody knows it yet.
void take_kind(intake& in, const taxonomy& t, const subcategory* kind, const severity& s);
// The same where somebody may be in danger: P0, whatever else is known.
void take_danger(intake& in, const subcategory* kind);

}  // namespace linli
