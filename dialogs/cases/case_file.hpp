// A case: one matter from the first word to the score, as plain data. It is only ever changed by
// applying entries of its append-only log (cases/lifecycle.hpp), so replaying the log gives it back.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/event.hpp"
#include "dialogs/fields.hpp"
#include "dialogs/person.hpp"
#include "dialogs/taxonomy.hpp"
#include "dialogs/time.hpp"

namespace linli {

// shared/mechanism.md 2.1; `collecting` is a draft and has no case yet.
enum class state : std::uint8_t {
    received, dispatched, verifying, surveying, planned, working, waiting,
    resolved, closed, merged, referred, withdrawn,
};
constexpr auto names_of(state) {
    return std::array<std::string_view, 12>{
        "received", "dispatched", "verifying", "surveying", "planned",  "working",
        "waiting",  "resolved",   "closed",    "merged",    "referred", "withdrawn"};
}
constexpr bool is_open(state s) { return s < state::closed; }

enum class outcome : std::uint8_t { none, solved, unconfirmed, unfounded };
constexpr auto names_of(outcome) {
    return std::array<std::string_view, 4>{"none", "solved", "unconfirmed", "unfounded"};
}

struct answer {
    std::string question;  // its id
    std::string text;      // as shown to people, in the resident's language

    bool operator==(const answer&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("question", s.question);
        v("text", s.text);
    }
};

// What the case was when it was opened. Never changes.
struct intake {
    person_id reporter{};        // nobody: typed in for a caller without a channel of ours
    std::string reporter_name;   // may be empty
    std::string phone;           // call-back number, may be empty; sealed by storage
    std::string channel;
    linli::language language = language::zh;
    std::string category;        // a subcategory's id; empty when nobody knows yet
    float confidence = 0;
    linli::priority priority = priority::p3;
    std::vector<std::string> departments;  // the first one answers for it
    linli::place place;
    std::string summary;               // one line, in the resident's language
    std::vector<std::string> words;    // every message of the draft, verbatim
    std::vector<answer> answers;
    std::vector<attachment> attachments;
    bool life_safety = false;
    bool incomplete = false;     // a draft that was left alone
    bool confidential = false;
    std::string taken_down_by;   // the member of staff who typed it in, or empty
    std::string token;           // binds the buttons of this case's cards

    bool operator==(const intake&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("reporter", s.reporter);
        v("reporter_name", s.reporter_name);
        v("phone", s.phone);
        v("channel", s.channel);
        v("language", s.language);
        v("category", s.category);
        v("confidence", s.confidence);
        v("priority", s.priority);
        v("departments", s.departments);
        v("place", s.place);
        v("summary", s.summary);
        v("words", s.words);
        v("answers", s.answers);
        v("attachments", s.attachments);
        v("life_safety", s.life_safety);
        v("incomplete", s.incomplete);
        v("confidential", s.confidential);
        v("taken_down_by", s.taken_down_by);
        v("token", s.token);
    }
};

// What happened to a case. The first dozen move its state; the rest only stand in its record.
enum class action : std::uint8_t {
    open, dispatch, take, assign, onsite, plan, wait, resolve, confirm, reopen, reject, lapse, withdraw,
    note, words_in, words_out, words_settled, attach, recategorise, contact, score, comment,
    alarm, alarm_told, ask, remind, result_settled, call_task, correct_place,
};
constexpr auto names_of(action) {
    return std::array<std::string_view, 29>{
        "open",  "dispatch",   "take",    "assign",         "onsite",    "plan",
        "wait",  "resolve",    "confirm", "reopen",         "reject",    "lapse",
        "withdraw", "note",    "words_in", "words_out",     "words_settled", "attach",
        "recategorise", "contact", "score", "comment",      "alarm",     "alarm_told",
        "ask",   "remind",     "result_settled", "call_task", "correct_place"};
}

// One line of the log: who did what, when, why. Which fields an action uses stands in lifecycle.cpp.
struct case_entry {
    case_code code{};
    int seq = 0;  // 1, 2, … within the case
    instant at{};
    person_id actor{};
    std::string actor_name;
    role actor_role = role::bot;
    action what = action::open;
    std::string text;       // words, reason, result, new category …
    std::vector<std::string> departments;  // for `dispatch` and `recategorise`
    person_id who{};        // new owner
    std::string who_name;
    std::string phone;      // for `contact`; sealed by storage
    instant until{};        // promised or waiting date
    int number = 0;         // score; 1 or 0 for delivered or not
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
        v("until", s.until);
        v("number", s.number);
        v("place", s.place);
        v("attachments", s.attachments);
        v("opened", s.opened);
    }
};

struct case_file {
    case_code code{};
    std::int64_t version = 0;  // of the stored row; not part of the replay
    int entries = 0;           // length of the log
    linli::intake intake;
    instant created_at{};
    instant queued_at{};  // opened or reopened: from then on somebody should take it
    linli::state state = state::received;
    linli::outcome outcome = outcome::none;
    std::string category;
    linli::priority priority = priority::p3;
    std::vector<std::string> departments;
    linli::place place;
    std::string name;
    std::string phone;
    std::vector<attachment> attachments;
    person_id owner{};
    std::string owner_name;
    instant claimed_at{};
    instant onsite_at{};
    instant promised_until{};  // from /plan or /wait
    std::string waiting_for;
    int waits = 0;
    instant resolved_at{};
    std::string result;
    std::vector<attachment> result_attachments;
    instant result_reached_at{};  // the resident's side has the result
    bool result_failed = false;
    bool call_wanted = false;     // a call task was handed to staff
    instant asked_at{};           // "is it solved?"
    instant reminded_at{};
    int score = 0;
    std::string comment;
    bool score_reminded = false;
    instant closed_at{};
    int reopened = 0;
    int alarms = 0;               // how often staff were alarmed
    instant alarmed_at{};
    bool told_unclaimed = false;  // the resident was told that nobody has confirmed
    std::string words_status;     // of the last words sent to the resident: sent, delivered, or why not
    instant touched_at{};         // last entry of any kind

    bool operator==(const case_file&) const = default;
    template <class Self, class Visit>
    static void fields(Self& s, Visit&& v) {
        v("code", s.code);
        v("entries", s.entries);
        v("intake", s.intake);
        v("created_at", s.created_at);
        v("queued_at", s.queued_at);
        v("state", s.state);
        v("outcome", s.outcome);
        v("category", s.category);
        v("priority", s.priority);
        v("departments", s.departments);
        v("place", s.place);
        v("name", s.name);
        v("phone", s.phone);
        v("attachments", s.attachments);
        v("owner", s.owner);
        v("owner_name", s.owner_name);
        v("claimed_at", s.claimed_at);
        v("onsite_at", s.onsite_at);
        v("promised_until", s.promised_until);
        v("waiting_for", s.waiting_for);
        v("waits", s.waits);
        v("resolved_at", s.resolved_at);
        v("result", s.result);
        v("result_attachments", s.result_attachments);
        v("result_reached_at", s.result_reached_at);
        v("result_failed", s.result_failed);
        v("call_wanted", s.call_wanted);
        v("asked_at", s.asked_at);
        v("reminded_at", s.reminded_at);
        v("score", s.score);
        v("comment", s.comment);
        v("score_reminded", s.score_reminded);
        v("closed_at", s.closed_at);
        v("reopened", s.reopened);
        v("alarms", s.alarms);
        v("alarmed_at", s.alarmed_at);
        v("told_unclaimed", s.told_unclaimed);
        v("words_status", s.words_status);
        v("touched_at", s.touched_at);
    }
};

}  // namespace linli
