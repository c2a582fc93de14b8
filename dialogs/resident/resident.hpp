// A resident's side of the talk: routes each event of a private conversation to what it answers.
//
// The order of routing: life safety, a case code in the text, the message
// that is answered, the armed question, an open case of the same category, a new complaint.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialogs/form.hpp"
#include "dialogs/news.hpp"
#include "dialogs/trade.hpp"
#include "dialogs/work.hpp"

namespace linli::resident {

// Somebody wants to die. Nothing of it is withdrawn by words.
inline constexpr std::string_view despair = "safety.despair";

// "Is anyone in danger now?" that nobody answers counts as yes for the duty desk.
inline constexpr span_of_time danger_silence = std::chrono::minutes{2};
// needs.cpp: what must be loaded before the event can be taken.
std::vector<case_code> needs(const conversation& s, const event& e);
// The same for what is not this person's case: others like it (incidents.hpp), a new guest, a number's owner.
void ask(const community& c, const view& v, const event& e, instant now, need& n);
// Whether this complaint, once filed, is given a link for photos: its kind wants some, and the channel by
// which it is told carries none.
bool wants_photo_link(const community& c, const draft& d, const event& e);

void take(work& w, const said& s);
void take(work& w, const pressed& p);
void take(work& w, const media_stored& m);
void take(work& w, const media_refused& m);
void take(work& w, const presence& p);
void take(work& w, const prompt& p);
void take(work& w, const tick& t);

// routing.cpp: a whole message, once it is all there.
void route(work& w, const said& s);
// Words that answer nothing that is armed: a running case, small talk, or a new complaint.
void route_free(work& w, const said& s);

// small_talk.cpp
bool no_complaint(work& w, const said& s);  // true: it is none, and is dealt with

// steps.cpp: a complaint that is told a word or two at a time: 电梯, and then 坏了.
std::string told_in_steps(const conversation& s, const event& e);  // to be read as one; empty: there is nothing to join
said read_with_earlier(const conversation& self, const reading& together, said s);

// intake.cpp: a complaint from the first words to its code.
void begin(work& w, const said& s);  // opens or continues the draft with these words
void next_step(work& w);             // asks the first open question, or sums up
void take_up_later(work& w);         // the other matter of an earlier message, once it is its turn
void answer_intake(work& w, const said& s, std::optional<int> digit);
void correct(work& w);  // asks what of it is to be changed
void back(work& w);     // to the question before
void file_draft(work& w, bool incomplete);
bool is_intake(std::string_view question);

// safety.cpp: life safety goes before everything.
bool alarm(work& w, const said& s);  // true: the message was a red flag and is dealt with
// `card`: what to do, where it is not what the category says.
void open_alarm(work& w, const std::string& category, const std::string& words, const place& where,
                std::string_view card = {});
void answer_safety(work& w, const said& s, std::optional<int> digit);
bool is_safety(std::string_view question);

// arrivals.cpp: photos and files.
void show_attachments(work& w, case_code code, const std::vector<attachment>& what);  // to the staff room
void start_fetches(work& w, const said& s, case_code about);

// albums.cpp: several pieces that are one message.
void gather(work& w, said s);
said merged(std::vector<said> pieces);

// adding.cpp: more words for a case that was filed.
void add_to_case(work& w, case_code code, const said& s, bool quietly);
std::string owner_or_team(const work& w, const case_file& f);
// "打错了，应该是12栋" and no more: it corrects what was told before.
bool takes_back_place(const said& s);
void move_place(work& w, case_code code, const place& where);  // staff are told both

// after.cpp: after the work. `answer_after` takes the answer to every question about a case that was filed.
void answer_after(work& w, const said& s, std::optional<int> digit);
std::optional<int> score_of(const said& s);  // "2 等了太久", 不太满意，来得太晚: 1 to 5, words behind it
void reopen(work& w, case_code code, const std::string& words);
void ask_solved(work& w, case_code code, bool again);

// contact.cpp: who somebody is.
void answer_contact(work& w, case_code code, const said& s, std::optional<int> digit);
void note_contact(work& w, case_code code, const said& s);  // told unasked, and not known yet
// "不用了，谢谢" and no more: they do not want to say who they are. Whatever else stands there is heard.
bool only_declines(const said& s);
bool is_short_name(const std::string& text);  // 老张, 小刘, 张

// work_questions.cpp: what the work on a case asks.
bool is_work_question(std::string_view question);
void answer_work(work& w, const said& s, std::optional<int> digit);
bool work_prompt(work& w, const prompt& p);  // true: the prompt was one of the work and is dealt with

// overnight.cpp: what would wake them waits for the morning.
void hear(work& w, prompt p);               // news, told now or then
bool asks_later(work& w, const prompt& p);  // true: a question that is put then
void drop_held_questions(work& w, case_code ended);
void tell_held(work& w);  // once the quiet hours are over

// escalation.cpp: a step further up.
bool escalates(work& w, const said& s);  // true: the message asked for it and is dealt with
void urge(work& w, const said& s);
bool is_disputable(const case_file& f);  // rejected or passed on: "if you disagree, just answer here"
bool objects(const std::string& words);
void answer_mediation(work& w, const said& s, std::optional<int> digit);

// asking.cpp: true: they asked about a case of theirs, and it is dealt with.
bool asks_of_case(work& w, const said& s);
bool reads_other_kind(const said& s, const case_file& f);        // by itself it sounds like another matter
bool goes_with(const said& s, const case_file& f, instant now);  // and belongs to that case all the same

// callers.cpp: what the desk typed in for somebody.
void adopt(work& w, const prompt& p);  // it is theirs from now on, also when they write
void welcome_guest(work& w, case_code code);
void keep_guest(work& w, person_id guest);  // who is forgotten together with them
bool from_guest(work& w, const said& s);    // true: photos for the case whose link they came by

// praise.cpp
bool praises(const said& s);  // plainly, and complains of nothing
void thank(work& w, const said& s);
void answer_praise(work& w, const said& s);  // "for whom?"

// discretion.cpp: whose name is kept out of the staff group.
bool wants_discretion(const said& s);  // they ask for it, and tell nothing else
void be_discreet(work& w, const said& s);
void say_who_sees(work& w);  // they asked who will see what they told
bool is_discreet(const draft& d);

// accused.cpp: a complaint of somebody who works here.
void note_accused(const work& w, intake& in);
void tell_judges(work& w, const case_file& f, const std::string& words);  // where the group does not see them
void pass_comment(work& w, case_code code, const std::string& words);     // to whoever may read it

inline constexpr std::size_t cases_max = 20;         // of one person that we remember by heart
void remember_case(conversation& self, own_case c);  // the oldest is forgotten for it

// forgetting.cpp: what is kept of a person is deleted.
void ask_forgetting(work& w);  // they asked for it by words: with what it means
void answer_forgetting(work& w, const said& s, std::optional<int> digit);
bool is_forgetting(std::string_view question);
void forget(work& w);  // at once; whoever has a case of theirs is told
// When somebody who says nothing any more is forgotten, as if they had asked for it (forget_after).
instant forgotten_at(const community& c, const conversation& s);
void forget_silent(work& w);  // where `forgotten_at` has come

// commands.cpp: help, status, a person, cancel, language, stop.
bool command(work& w, const said& s);  // true: the message was one and is dealt with
void status(work& w, case_code only);
void ask_withdraw(work& w, const case_file& f);
void answer_withdraw(work& w, case_code code, const said& s, std::optional<int> digit);
std::string status_line(const work& w, const case_file& f);
void want_person(work& w, const said& s);
void speak(work& w, language chosen);  // from now on; an open question is put again

// shared.cpp
bool has_sign(const reading& r, std::string_view id);                    // one of the taxonomy's
std::vector<const case_file*> own_cases(const work& w, bool open_only);  // loaded ones, newest first
std::vector<std::string> labels(const work& w, std::initializer_list<std::string_view> keys);
case_entry by_resident(const work& w, action what, std::string text = {});

}  // namespace linli::resident
