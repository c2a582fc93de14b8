// Whoever took an alarm and cannot come after all gives it back, as long as they have not been there.
#pragma once

#include <string_view>

#include "dialogs/staff/staff.hpp"
#include "dialogs/work.hpp"

namespace linli::staff {

// coming.cpp: "不好意思，我来不了了", "我走不开，谁去": of themselves, not of others. In doubt false.
bool says_not_coming(std::string_view text);

// The same as of staff.hpp, where the case is there: "我去3栋看看".
bool says_coming(std::string_view text, const place& to);

// ownership.cpp
bool may_give_back(const case_file& f, person_id who);  // an alarm of theirs that nobody has been at yet
void give_back(work& w, case_code code, std::string_view words);

}  // namespace linli::staff
