// One engine for every question that Linli puts: intake, satisfaction, later surveys and checklists.
//
// A question is data (id, text, choices). Asking arms it: from then on a digit, a tap, a yes or the
// words of a choice answer it, whatever else was said in between. A form's position is not stored:
// the caller keeps answers by question id and asks the first one that is open, so going back,
// skipping, correcting and resuming need nothing but the answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dialogs/work.hpp"

namespace linli {

struct asked {
    std::string id;  // what is armed
    case_code about{};
    std::string text;
    std::vector<std::string> labels;  // choices; the affirmative one stands first and is 1
    bool descending = false;          // digits count down (5 … 1): a score
    bool contact = false;             // offer the platform's "share my number"
    std::int64_t version = 0;         // of what is offered
    int instead_of = 0;               // serial of the question that this one replaces
};

// Puts a question now. Whatever was armed before is over.
void ask(work& w, asked q);
// Puts it now when nothing is armed, else after the armed one (a push must not steal a digit); but one
// about a case that nobody has answered for a while makes room, and is put again afterwards. False: it waits.
bool ask_in_turn(work& w, asked q);
// Takes back a question that a newer one makes void, and what it led to ("when, then?"). Returns the serial
// of what was taken back; 0: there was none.
int take_back(work& w, std::string_view id, case_code about);
// The case ended: what is asked about the work on it is over, and the next waiting question is put.
void drop_questions(work& w, const case_file& ended);
// The armed question was answered: the next waiting one is put.
void answered(work& w);
// Puts the armed question once more, after `why`; counts as a miss.
void ask_again(work& w, std::string why);
bool armed(const work& w);

// A tap on a question that made room, or that such a one replaced: it is the armed one again. False: `data`
// is of no such question.
bool take_up(work& w, std::string_view data);
// A tap on the question that this one replaced.
bool outdated(const armed_question& q, std::string_view data);

// What a message or a tap answers to the armed question: the digit of one of its choices, if any.
std::optional<int> chosen(const armed_question& q, const said& s);
// The digit that a tap means; nullopt when its question is over. `data` is hostile.
std::optional<int> tapped(const armed_question& q, std::string_view data);

}  // namespace linli
