// Staff work only in their group: verbs, buttons and replies to cards. What is not clearly one of these
// stays internal; what comes from a stranger, is forwarded, quoted or edited moves nothing
// (docs/architecture.md, "The pure floor"). Written for the room of the group and for a member's private chat.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/work.hpp"

namespace linli::staff {

std::vector<case_code> needs(const office& o, const event& e);
// looking_up.cpp: what else these words cannot be taken without.
void ask(const community& c, const view& v, const event& e, const said& s, need& n);

void take(work& w, const said& s);
void take(work& w, const pressed& p);
void take(work& w, const media_stored& m);
void take(work& w, const media_refused& m);
void take(work& w, const presence& p);

// in_private.cpp: what a member writes in their private chat.
bool may_be_work(const community& c, const view& v, const event& e);  // so far as can be told before loading
std::vector<case_code> needs_in_private(const view& v, const event& e);
case_code told_of(const view& v, const event& e);  // what we told them of last and is not over
bool is_work(const work& w, const said& s);
void take_in_private(work& w, const said& s);
void remember_notice(work& w, case_code about);            // they were just told of that case
bool sent_as_staff(const work& w, const media_stored& m);  // a photo for a case that is not their own
void take_in_private(work& w, const media_stored& m);

// words.cpp: reading what staff write.
enum class verb : std::uint8_t {
    none,
    take,
    assign,
    plan,
    onsite,
    wait,
    done,
    reject,
    note,
    add,
    cases,
    help,
    join,
    undo,
    verify,
    visit,
    findings,
    safe,
    approve,
    priority,
    refer,
    merge,
    list,
    skip,
    lesson,
    reopen,
    say,
    find,
    dossier,
    remove,
    decline,
};
enum class named_at : std::uint8_t { nowhere, front, behind, end };
struct words {
    staff::verb verb = verb::none;
    bool slash = false;  // written with a slash; a Chinese verb counts only with a code or a card
    case_code code{};    // named before the verb, directly behind it, or after everything else
    named_at where = named_at::nowhere;
    case_code also{};         // a second one directly behind it: nobody knows which is meant
    bool in_passing = false;  // it may be talk: without a card this is no command
    bool asks = false;        // it is put as a question: nothing is done of it
    std::string rest;         // without verb and code
    std::string all;          // everything behind the verb
};
words read_words(std::string_view text);
// What is marked as internal, without the mark: "// …", "、、…". "@李工 …" speaks to a colleague.
std::optional<std::string_view> for_colleagues(std::string_view text);
std::optional<case_code> find_code(std::string_view text);
// The case whose card this is: its first line begins with the code, or a sign and the code. Lists, help and
// refusals name codes as well, but not so.
std::optional<case_code> code_of_card(std::string_view text);
std::string without_code(std::string_view words, case_code code);  // where they begin with it
bool is_question(verb v, std::string_view words);                  // where that verb wants no question
std::string verb_name(verb v);                                     // "done"; empty: none
verb verb_named(std::string_view name);

struct order;
// coming.cpp: "收到，马上到", "no problem, on my way". In doubt false.
bool says_coming(std::string_view text);
// among.cpp: what was put to colleagues is answered among them.
bool may_be_taken(const work& w, const case_file& f);  // by the sender
// The order that their answer is; nothing where it is words. A danger that nobody has taken is taken by whoever
// says that they come, to its card as well.
std::optional<words> answered_with(const work& w, const said& s, const order& o);
void note_more_than_yes(work& w, const said& s, case_code about);
// passing.cpp: words that were kept among colleagues, and sound as if they were meant for the resident: one tap
// passes them on. The button for that; nothing where they do not sound so.
std::optional<choice> offer_to_pass(work& w, case_code about, const std::string& text);
bool may_pass(const work& w, case_code about);                        // the sender has such words
void pass_on(work& w, case_code code, std::string_view button = {});  // those under it; without: their newest
void keep_among_us(work& w, const said& s, case_code about);          // and how to write to the resident

// orders.cpp: what a message in the room asks for.
struct order {
    words command;  // verb none: words for the resident
    case_code about{};
    case_code other{};  // named as well, in a reply to the card of `about`: it is not clear which is meant
    bool is_order = false;
    bool wants_time = false;                    // it answers a question that nothing but a time answers
    bool among_us = false;                      // it answers what was put to colleagues: never for the resident
    std::string put;                            // what that was: plan, offer, verify, alarm
    bool called_off = false;                    // "算了": what was asked for is not done
    const unfinished_order* earlier = nullptr;  // that this completes; in the view's office
};
// `standing`: the case that is meant where nothing names one.
order order_of(const office& office, const event& e, const said& s, case_code standing = {});
// The same for the room and for a member's private chat, where the standing case is what we told them of last.
order heard(const community& c, const view& v, const event& e, const said& s);
bool answers_us(const said& s);                                         // a question about an order, or a refusal
inline constexpr span_of_time order_kept_for = std::chrono::hours{24};  // an answer that comes later is a new matter
// plainly.cpp: in a private chat the only question that is open needs no reply to it: the words as if they had replied.
const unfinished_order* put_to(const view& v, const event& e, const said& s);
said as_reply(const view& v, const event& e, const said& s);
// The case that a message is about by where it stands: by the message that it answers, else by its thread.
case_code bound(const said& s);
// Whether the words were an order, or lacked something and were asked for it; `s` gets what came with an earlier one.
bool take_order(work& w, said& s, const order& o);
// Asked back in the room; the answer completes the order.
void ask_which(work& w, const said& s, const words& command, const refused& why, case_code about);
std::string wait_for_words(work& w, verb v, case_code about);  // of whoever tapped its button; the tag of the question
void ask_for_more(work& w, const said& s, words command);      // where the refusal that was said asks for something

// times.cpp: a day or time that stands in the words ("周三", "明天 14:00", "2h", "11-25"), as an instant. It may
// be over ("今天 9:00"): whoever asks refuses it then.
std::optional<instant> find_time(const calendar& c, std::string_view words, instant now);
// Whether a time is meant and it is not clear which: "明天25点", "明天或周五". `find_time` gives none then.
bool unclear_time(const calendar& c, std::string_view words, instant now);
// The words about each day that they name, in one spelling.
std::vector<std::string> day_by_day(const calendar& c, std::string_view words, instant now);
// The words without what names a day or time in them.
std::string without_times(const calendar& c, std::string words, instant now);
// The words with the date for the day or time that they name: "换管 后天" is "换管 11-26". Where they name several, the
// one that holds stands behind them.
std::string with_dates(const calendar& c, std::string words, instant said_at, instant now);
// The times of a visit: "周三 9:00-11:00 | 周四 14:00"; at most three, each an hour long unless said.
// "明天上午" is the whole morning.
std::vector<slot> find_slots(const calendar& c, std::string_view words, instant now);

// promises.cpp: by when staff say to a resident that we come or have it done; what was, is asked, or is so every
// day is no promise, nor is what may be.
std::optional<instant> find_promise(const calendar& c, std::string_view words, instant now);

// amounts.cpp: what a plan costs the resident, "1200元": its parts added, else the largest that stands there; the words
// for it where no figure is told ("业主承担"). Empty: free.
std::string cost_in(std::string_view words);
// The words without the one sum that they name; all of them where they say more of it ("50元一个", several parts).
std::string without_cost(std::string words);

// commands.cpp: which verb does what.
void run(work& w, const said& s, const words& command, case_code about);
void tap(work& w, const case_file& f, const std::string& does);

// ownership.cpp: whose case it is.
void take_case(work& w, case_code code);
void offer_to(work& w, const case_file& f, person_id who, const std::string& name);
void assign(work& w, case_code code, const std::string& who);
void decline(work& w, case_code code);
void tell_reopened(work& w, case_code code, const std::string& words);  // whoever has it or is to give it to another
void ring_duty(work& w, const case_file& f);  // a fresh P0 or P1: those on duty are written to at once
bool taken_over(work& w, case_code code);     // nobody owns it yet: the actor does now

// alarms.cpp: somebody may be in danger.
// Of a case that was just typed in: those on duty are rung as they are for a resident's own words.
void sound_alarm(work& w, case_code code);
// Staff found a running case to be a danger: the same, and its resident hears what to do first.
void raise_alarm(work& w, case_code code, const std::string& reason);
void tell_first_steps(work& w, case_code code);  // of another danger than was thought

// handling.cpp: verify, visit, plan, make safe, wait, done.
void verify(work& w, case_code code, const std::string& rest);
bool says_finding(std::string_view words);  // "属实": what was found, no question for the resident
void visit(work& w, case_code code, const std::string& rest);
void plan(work& w, case_code code, const std::string& rest);
std::string plan_text(const work& w, const plan_version& p, case_code code, language l);  // plan_words.cpp
void wait(work& w, case_code code, const std::string& rest);
void done(work& w, const said& s, case_code code, const std::string& rest);
void step_by_owner(work& w, case_code code, action what, const std::string& rest);

// checklist.cpp: the steps of the kind, ticked off or left out.
void show_checklist(work& w, const case_file& f);
void tick_off(work& w, case_code code, const std::vector<std::string>& steps,
              const std::string& skipped);  // by number or id
void tick_all(work& w, case_code code);
bool all_done(std::string_view words);                         // "都做了"
std::vector<std::string> numbers_at(std::string_view& words);  // "2,3 不用" is 2 and 3, and 不用 is left

// relaying.cpp: words between the group and the resident.
void relay_words(work& w, const said& s, case_code about, const std::string& text);
void quick_reply(work& w, const case_file& f, std::string_view which);
void undo(work& w, case_code code, std::string_view button = {});  // of those words; without: the newest
std::string undo_button(std::string_view ref);                     // what the button under these words does
void note(work& w, const said& s, case_code code, std::string text);
std::vector<media_job>& jobs_of(work& w);  // of the room, or of the private chat, where this happens
void fetch_all(work& w, const said& s, case_code about, bool internal);
std::vector<photo> pictures(const std::vector<attachment>& list);

// albums.cpp: photos without words that belong to the ones before them.
void remember_album(work& w, const said& s, case_code about, bool internal);
bool goes_on(work& w, const said& s);  // true: it was a further piece and is dealt with

// incidents.cpp: one incident, many residents.
void merge(work& w, case_code child, case_code into);
void propose_merge(work& w, const case_file& fresh_case, const case_file& like);
// To every household that joined the case, in their language and under their own code; empty: nothing for them.
using news_for = std::function<std::string(language, case_code)>;
void tell_joined(work& w, const case_file& f, const news_for& news);
void broadcast(work& w, const case_file& f, const case_entry& e);
void remember_incident(work& w, const case_file& f);

// hotline.cpp: somebody who called, came or wrote on paper.
void type_in(work& w, const said& s);
void complete_call(said& s, const unfinished_order& earlier);  // with what was typed before it was asked for more
void told_by_phone(work& w, case_code code, bool solved);      // what the resident said to "is it solved?"
// An answer to a call that was to be made: kept on the case, and taken for what the resident said where it says so.
void write_down_call(work& w, const said& s, case_code code, const std::string& text);
void not_reached(work& w, case_code code);  // nobody answered: the call stays to be made

// looking_up.cpp
bool is_member(const community& c, const office& o, person_id who);
void find_cases(work& w, const words& command, case_code about);
void give_dossier(work& w, case_code about);

// desk.cpp: want of a list; joining; menus; kind and priority set by hand.
void list_cases(work& w);
void join(work& w);
bool admits(const work& w);  // whether the sender may let people in and take them out: the manager, if there is one
void decide_join(work& w, bool welcome, person_id who);
void menu(work& w, const case_file& f, std::string_view does);
// Who takes it: answered by a tap, a name or a number. `unknown`: what was written and named nobody.
void menu_of_people(work& w, const case_file& f, std::string_view unknown);
void prioritise(work& w, case_code code, const std::string& rest);

// removing.cpp: who joined from the room leaves the staff again.
bool names_member(const office& o, std::string_view name);  // the whole name of one who joined
void remove_member(work& w, std::string_view name);
void leave_cases(work& w, const std::vector<person_id>& gone);  // everybody may take them

// announcing.cpp: a command of the status table, and what everybody is told of it.
void move_case(work& w, case_code code, case_entry entry);
case_entry by_staff(const work& w, action what, std::string text = {});
void explain(work& w, const refused& why, case_code code);
void show_example(work& w, verb v, case_code code);  // in the refusal that wants words
// What an entry means for a resident, in their language and under their case's code; empty: nothing.
std::string news_of(const work& w, const case_file& f, const case_entry& e, language l, case_code as);
// To the resident of the case (news.hpp); a call task where they have no channel of ours. `passing`: it says
// where the case stands, and takes the place of what did before.
void tell_resident(work& w, const case_file& f, std::string text, std::string ref = {}, std::vector<photo> photos = {},
                   bool passing = false);
std::string ref_of(std::string_view kind, case_code code, int seq);
std::string progress_ref(case_code code);

}  // namespace linli::staff
