// What a case looks like in words: the card in the staff room, its place, its state. Pure text.
#pragma once

#include <string>
#include <vector>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"
#include "dialogs/message.hpp"

namespace linli {

// The card of a case for the staff room: replaced in place at every change (tag "card:<number>").
outgoing card(const community& c, const case_file& f, instant now);
// Whether anything on the card may look different after these entries.
bool changes_card(const std::vector<case_entry>& entries);

std::string card_tag(case_code code);
// The data of a card's button: bound to the case by its token, and to what it does.
std::string card_button(const case_file& f, std::string_view does);

std::string place_text(const community& c, const place& p, language l);
std::string state_text(const community& c, const case_file& f, language l);
std::string category_text(const community& c, std::string_view subcategory, language l);
std::string department_text(const community& c, std::string_view id, language l);
std::string resident_name(const community& c, const case_file& f);  // for staff; "the resident" without one
// By when somebody should have taken the case.
instant claim_by(const community& c, const case_file& f);
// Resident words for the staff room: one quoted line block, without insults and without anything that
// looks like a command.
std::string quoted(std::string_view said, std::size_t max_bytes = 600);

}  // namespace linli
