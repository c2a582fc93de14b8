// What an entry of the log changes in a case where that is more than a line; which entry does what stands in
// history.cpp, which alone includes this. Pure.
#pragma once

#include <string>
#include <vector>

#include "dialogs/cases/case_file.hpp"

namespace linli::changes {

void open_case(case_file& f, const case_entry& e);
void resolve_case(case_file& f, const case_entry& e);
void reopen_case(case_file& f, const case_entry& e);
void end_case(case_file& f, instant at);  // however it ends, nobody is waited for to take it over
void leave_waiting(case_file& f, instant at);
void raise_alarm(case_file& f, instant at);  // what was safe, or told of it, was another matter

void own(case_file& f, person_id who, const std::string& name, instant at);
void drop_offer(case_file& f);

// A promise that is made takes the place of an open one.
void make_promise(case_file& f, const case_entry& e);
void withdraw_promise(case_file& f, const case_entry& e);  // with its words, as if they had never been said
void promise_over(case_file& f, const case_entry& e);      // the first open one whose time has come

void agree_slot(case_file& f, const case_entry& e);
void arrive(case_file& f, const case_entry& e);
void note_findings(case_file& f, const case_entry& e);
void add_plan(case_file& f, const case_entry& e, bool approved);
void tick_off(case_file& f, const case_entry& e);
void climb(case_file& f, const case_entry& e);
void add_new(std::vector<attachment>& list, const std::vector<attachment>& more);  // each once

}  // namespace linli::changes
