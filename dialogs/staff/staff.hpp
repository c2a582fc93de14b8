// Staff work only in their group: verbs, buttons and replies to cards. What is not clearly one of these
// stays internal; what comes from a stranger, is forwarded, quoted or edited moves nothing
// (shared/trust.md 2.5). Written for the room of the group and for a member's private chat.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/work.hpp"

namespace linli::staff {

std::vector<case_code> needs(const office& o, const event& e);

void take(work& w, const said& s);
void take(work& w, const pressed& p);
void take(work& w, const media_stored& m);
void take(work& w, const media_refused& m);
void take(work& w, const presence& p);

// words.cpp: reading what staff write.
enum class verb : std::uint8_t {
    none, take, assign, plan, onsite, wait, done, reject, note, add, cases, help, join, undo,
};
struct words {
    staff::verb verb = verb::none;
    bool slash = false;       // written with a slash; a Chinese verb counts only with a code or a card
    case_code code{};         // named in the words
    std::string rest;         // without verb and code
};
words read_words(std::string_view text);
std::optional<case_code> find_code(std::string_view text);
std::string_view verb_word(verb v, language l);  // how it is written: "/done", "完成"
// A day or time that stands in the words ("周三", "明天 14:00", "2h", "11-25"), as an instant.
std::optional<instant> find_time(const calendar& c, std::string_view words, instant now);

// commands.cpp
void run(work& w, const said& s, const words& command, case_code about);
void relay(work& w, const said& s, case_code about);
bool taken_over(work& w, case_code code);  // nobody owns it yet: the actor does now
void take_case(work& w, case_code code);
void move_case(work& w, case_code code, case_entry entry);
void undo(work& w, case_code code);

// new_case.cpp: a phone call typed in; want of a list; joining.
void type_in(work& w, const said& s);
void list_cases(work& w);
void join(work& w);
void decide_join(work& w, bool welcome, person_id who);
void menu(work& w, const case_file& f, std::string_view does);

// What the resident is told; in their language and channel. `ref` not empty: the room learns how it ended.
void tell_resident(work& w, const case_file& f, std::string_view key,
                   std::initializer_list<work::argument> arguments, std::string ref = {},
                   std::vector<photo> photos = {});
case_entry by_staff(const work& w, action what, std::string text = {});
void explain(work& w, const refused& why, case_code code);

}  // namespace linli::staff
