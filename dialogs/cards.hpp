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
// What stands in the place of a card in a group that the case has left.
outgoing moved_card(const community& c, const case_file& f, person_id room);
// The groups that work on a case: its department's first, then those of the others, and for life safety
// the staff group in any case. Never empty.
std::vector<person_id> rooms_of(const community& c, const case_file& f);
// Whether anything on the card may look different after these entries.
bool changes_card(const std::vector<case_entry>& entries);

std::string card_tag(case_code code);
// What the thread of a case is called: code, kind, place. Never who reported it.
std::string thread_title(const community& c, const case_file& f);
// The data of a card's button: bound to the case by its token, and to what it does.
std::string card_button(const case_file& f, std::string_view does);
// For whoever called its resident: what they said to "is it solved?".
std::vector<choice> solved_buttons(const community& c, const case_file& f);

std::string place_text(const community& c, const place& p, language l);
// For staff who are to call; says so where nobody left a number.
std::string phone_text(const community& c, const case_file& f);
// The text that asks somebody to call its resident; of one who left no number, to tell them in person.
std::string call_key(const case_file& f, std::string_view key);
std::string state_text(const community& c, const case_file& f, language l);
std::string category_text(const community& c, std::string_view subcategory, language l);
std::string department_text(const community& c, std::string_view id, language l);
std::string slot_text(const community& c, const slot& s, instant now);
// "整栋×恶化=P1", or the words of whoever set it by hand.
std::string priority_reason(const community& c, const case_file& f, language l);
std::string source_text(const community& c, const case_file& f);  // by what it came: "telephone"
// Words without the resident's name and number.
std::string nameless(const case_file& f, std::string words);
// A resident's words as the group may see them: where the name is kept from them, without it; where they complain of
// somebody who reads there, not at all.
std::string shown_words(const case_file& f, std::string words);
std::string resident_name(const community& c, const case_file& f);  // for staff; "the resident" without one
// Resident words for the staff room: one quoted line block, without insults and without anything that
// looks like a command.
std::string quoted(std::string_view said, std::size_t max_bytes = 600);

}  // namespace linli
