// The log of a case: what it was when it was opened, and one entry for everything that happened to it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/cases/case_parts.hpp"
#include "dialogs/event.hpp"
#include "dialogs/fields.hpp"
#include "dialogs/person.hpp"
#include "dialogs/taxonomy.hpp"
#include "dialogs/time.hpp"

namespace linli {

// While it is being told it is a draft, and no case yet.
enum class state : std::uint8_t {
    received,
    dispatched,
    verifying,
    surveying,
    planned,
    working,
    waiting,
    resolved,
    closed,
    merged,
    referred,
    withdrawn,
};
constexpr auto names_of(state) {
    return std::array<std::string_view, 12>{"received", "dispatched", "verifying", "surveying",
                                            "planned",  "working",    "waiting",   "resolved",
                                            "closed",   "merged",     "referred",  "withdrawn"};
}
constexpr bool is_open(state s) { return s < state::closed; }
// Not over for its resident: open, or joined to a case that is.
constexpr bool is_running(state s) { return is_open(s) || s == state::merged; }

enum class outcome : std::uint8_t { none, solved, unconfirmed, unfounded };
constexpr auto names_of(outcome) {
    return std::array<std::string_view, 4>{"none", "solved", "unconfirmed", "unfounded"};
}

// What the case was when it was opened. Never changes.
struct intake {
    person_id reporter{};       // nobody: typed in for a caller without a channel of ours
    std::string reporter_name;  // may be empty
    std::string phone;          // call-back number, may be empty; sealed by storage
    std::string channel;
    std::string reach;  // by which channels they can be written to, where it is not that one alone
    linli::language language = language::zh;
    std::string category;  // a subcategory's id; empty when nobody knows yet
    float confidence = 0;
    linli::priority priority = priority::p3;
    linli::urgency urgency = urgency::inconvenience;  // what the priority follows from
    linli::impact impact = impact::flat;
    std::vector<std::string> departments;  // the first one answers for it
    linli::place place;
    std::string summary;             // one line, in the resident's language
    std::vector<std::string> words;  // every message of the draft, verbatim
    instant told_since{};            // when the first of them came
    std::vector<answer> answers;
    std::vector<attachment> attachments;
    bool life_safety = false;
    bool incomplete = false;  // a draft that was left alone
    bool confidential = false;
    case_code repeats{};             // the earlier case that did not help
    person_id repeat_owner{};        // who had that one, and so may not close this one
    std::vector<person_id> accused;  // members of staff whom it complains of: they have no part in it
    bool words_withheld = false;     // from the group where they read; whoever judges it has them
    std::string taken_down_by;       // the member of staff who typed it in, or empty
    std::string token;               // binds the buttons of this case's cards

    bool operator==(const intake&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("reporter", s.reporter);
        v("reporter_name", s.reporter_name);
        v("phone", s.phone);
        v("channel", s.channel);
        v("reach", s.reach);
        v("language", s.language);
        v("category", s.category);
        v("confidence", s.confidence);
        v("priority", s.priority);
        v("urgency", s.urgency);
        v("impact", s.impact);
        v("departments", s.departments);
        v("place", s.place);
        v("summary", s.summary);
        v("words", s.words);
        v("told_since", s.told_since);
        v("answers", s.answers);
        v("attachments", s.attachments);
        v("life_safety", s.life_safety);
        v("incomplete", s.incomplete);
        v("confidential", s.confidential);
        v("repeats", s.repeats);
        v("repeat_owner", s.repeat_owner);
        v("accused", s.accused);
        v("words_withheld", s.words_withheld);
        v("taken_down_by", s.taken_down_by);
        v("token", s.token);
    }
};

// What happened to a case. Those in lifecycle.cpp's table move its state or have a guard; the rest only
// stand in its record.
enum class action : std::uint8_t {
    open,
    dispatch,
    take,
    assign,
    onsite,
    plan,
    wait,
    resolve,
    confirm,
    reopen,
    reject,
    lapse,
    withdraw,
    note,
    words_in,
    words_out,
    words_settled,
    attach,
    recategorise,
    contact,
    score,
    comment,
    alarm,
    alarm_told,
    ask,
    remind,
    result_settled,
    call_task,
    correct_place,
    offer,
    hand_back,
    prioritise,
    verify,
    verify_ask,
    findings,
    make_safe,
    propose,
    approve,
    plan_answer,
    offer_slots,
    agree_slot,
    missed,
    tick_off,
    promised,
    promise_over,
    climb,
    tell,
    urge,
    complain,
    refer,
    merge,
    join,
    settle,
    follow_up,
    followed_up,
    ask_lesson,
    lesson,
    reach,
    raise_alarm,
    promise_withdrawn,
    unreached,
    slots_over,
    vacate,
};
constexpr auto names_of(action) {
    return std::array<std::string_view, 63>{
        "open",         "dispatch",   "take",           "assign",      "onsite",        "plan",
        "wait",         "resolve",    "confirm",        "reopen",      "reject",        "lapse",
        "withdraw",     "note",       "words_in",       "words_out",   "words_settled", "attach",
        "recategorise", "contact",    "score",          "comment",     "alarm",         "alarm_told",
        "ask",          "remind",     "result_settled", "call_task",   "correct_place", "offer",
        "hand_back",    "prioritise", "verify",         "verify_ask",  "findings",      "make_safe",
        "propose",      "approve",    "plan_answer",    "offer_slots", "agree_slot",    "missed",
        "tick_off",     "promised",   "promise_over",   "climb",       "tell",          "urge",
        "complain",     "refer",      "merge",          "join",        "settle",        "follow_up",
        "followed_up",  "ask_lesson", "lesson",         "reach",       "raise_alarm",   "promise_withdrawn",
        "unreached",    "slots_over", "vacate"};
}

// One line of the log: who did what, when, why. Which fields an action uses stands in history.cpp.
struct case_entry {
    case_code code{};
    int seq = 0;  // 1, 2, … within the case
    instant at{};
    person_id actor{};
    std::string actor_name;
    role actor_role = role::bot;
    action what = action::open;
    std::string text;                      // words, reason, result, new category …
    std::vector<std::string> departments;  // for `dispatch` and `recategorise`
    person_id who{};                       // new owner
    std::string who_name;
    std::string phone;        // for `contact`; sealed by storage
    std::string cost;         // of a plan, as written; empty: free
    instant until{};          // promised or waiting date
    int number = 0;           // score; 1 or 0 for delivered or not; a priority; percent of a rung
    case_code other{};        // the case that this one joins, or that joined it
    std::vector<slot> slots;  // offered to the resident, or the one that was agreed
    linli::place place;
    std::vector<attachment> attachments;
    std::vector<intake> opened;  // for `open`: exactly one

    bool operator==(const case_entry&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("code", s.code);
        v("seq", s.seq);
        v("at", s.at);
        v("actor", s.actor);
        v("actor_name", s.actor_name);
        v("actor_role", s.actor_role);
        v("what", s.what);
        v("text", s.text);
        v("departments", s.departments);
        v("who", s.who);
        v("who_name", s.who_name);
        v("phone", s.phone);
        v("cost", s.cost);
        v("until", s.until);
        v("number", s.number);
        v("other", s.other);
        v("slots", s.slots);
        v("place", s.place);
        v("attachments", s.attachments);
        v("opened", s.opened);
    }
};

}  // namespace linli
