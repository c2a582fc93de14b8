// Who answers for a case, hour by hour: the people on duty, and those further up. A role that nobody
// holds falls to the next above, and at last to the group: then the answer is empty. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"

namespace linli {

// The members of the shifts that run at `t` for this department; without such a shift all of its
// members.
std::vector<member> on_duty(const community& c, std::span<const member> staff, std::string_view department, instant t);

// The one that answers for a case, the first of its departments; empty: none does.
std::string_view answering(const std::vector<std::string>& departments);

// Whom a rung of the ladder is for: "assignee", "lead", "manager", "quality", "committee".
std::vector<member> addressees(const community& c, std::span<const member> staff, const case_file& f,
                               std::string_view rung_for, instant t);

// "李工、王师傅": for people to read; empty for nobody.
std::string names_of_members(std::span<const member> who, language l);

}  // namespace linli
