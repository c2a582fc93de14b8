// A case: one matter from the first word to the score, as plain data. It is only ever changed by
// applying entries of its append-only log (cases/lifecycle.hpp), so replaying the log gives it back.
#pragma once

#include <algorithm>

#include "dialogs/cases/case_entry.hpp"

namespace linli {

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
    std::string priority_reason;  // of a person who set it by hand; empty: by urgency and impact
    std::vector<std::string> departments;
    linli::place place;
    std::string name;
    std::string phone;
    std::string reach;  // by which channels its resident can be written to; empty: the one it came by
    std::vector<attachment> attachments;
    person_id owner{};
    std::string owner_name;
    person_id offered_to{};  // a hand-over that waits to be accepted
    std::string offered_name;
    instant offered_at{};
    instant claimed_at{};
    std::string verified;  // "ok", or what was found to be otherwise; empty: not yet
    std::string verified_by;
    instant onsite_at{};
    instant safe_at{};  // the danger is gone, if not yet the cause
    std::vector<plan_version> plans;
    std::vector<visit> visits;
    std::vector<slot> slots;  // offered and not yet answered
    std::vector<checked_step> checklist;
    std::vector<promise> promises;
    std::vector<rung> rungs;
    instant promised_until{};  // the date that holds now: the newest open promise
    std::string waiting_for;
    instant waiting_since{};
    int waited_s = 0;  // seconds of all waits that are over: the resolve clock stood still
    int waits = 0;
    instant resolved_at{};
    std::string result;
    std::vector<attachment> result_attachments;
    instant result_reached_at{};  // the resident's side has the result
    bool result_failed = false;
    bool call_wanted = false;  // a call task was handed to staff
    instant asked_at{};        // "is it solved?"
    instant reminded_at{};
    int score = 0;
    std::string comment;
    bool score_reminded = false;
    instant closed_at{};
    int reopened = 0;
    person_id in_vain{};  // who had it when it was opened again for the second time: somebody else goes on
    int appeals = 0;      // of its resident, against being referred elsewhere
    int alarms = 0;       // how often staff were alarmed
    instant alarmed_at{};
    instant raised_at{};          // staff found it to be about somebody's safety, which it was not at first
    bool told_unclaimed = false;  // the resident was told that nobody has confirmed
    std::string words_status;     // of the last words sent to the resident: sent, delivered, or why not
    instant told_at{};            // the resident last heard something of it
    int urged = 0;
    bool supervised = false;  // 督办: somebody above the department watches it
    bool breached = false;    // some clock ran out
    case_code incident{};     // the case that this one was merged into
    std::vector<joined_case> joined;
    instant followed_up_at{};  // asked whether it still holds
    std::string follow_up;     // "asked", "good", "broken", "call"
    instant lesson_asked_at{};
    std::string lesson;
    instant touched_at{};  // last entry of any kind

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
        v("priority_reason", s.priority_reason);
        v("departments", s.departments);
        v("place", s.place);
        v("name", s.name);
        v("phone", s.phone);
        v("reach", s.reach);
        v("attachments", s.attachments);
        v("owner", s.owner);
        v("owner_name", s.owner_name);
        v("offered_to", s.offered_to);
        v("offered_name", s.offered_name);
        v("offered_at", s.offered_at);
        v("claimed_at", s.claimed_at);
        v("verified", s.verified);
        v("verified_by", s.verified_by);
        v("onsite_at", s.onsite_at);
        v("safe_at", s.safe_at);
        v("plans", s.plans);
        v("visits", s.visits);
        v("slots", s.slots);
        v("checklist", s.checklist);
        v("promises", s.promises);
        v("rungs", s.rungs);
        v("promised_until", s.promised_until);
        v("waiting_for", s.waiting_for);
        v("waiting_since", s.waiting_since);
        v("waited_s", s.waited_s);
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
        v("in_vain", s.in_vain);
        v("appeals", s.appeals);
        v("alarms", s.alarms);
        v("alarmed_at", s.alarmed_at);
        v("raised_at", s.raised_at);
        v("told_unclaimed", s.told_unclaimed);
        v("words_status", s.words_status);
        v("told_at", s.told_at);
        v("urged", s.urged);
        v("supervised", s.supervised);
        v("breached", s.breached);
        v("incident", s.incident);
        v("joined", s.joined);
        v("followed_up_at", s.followed_up_at);
        v("follow_up", s.follow_up);
        v("lesson_asked_at", s.lesson_asked_at);
        v("lesson", s.lesson);
        v("touched_at", s.touched_at);
    }
};

// Somebody may be in danger: its resident said so, or staff found it out later.
inline bool is_alarm(const case_file& f) { return f.intake.life_safety || f.raised_at != instant{}; }

// Somebody has taken it and is still there, or it was made safe before they left.
inline bool is_held(const case_file& f) {
    return f.claimed_at != instant{} && (f.owner != person_id::nobody || f.safe_at != instant{});
}

// An alarm that nobody has: whoever comes may take it, whosever it was before.
inline bool rings(const case_file& f) { return is_alarm(f) && !is_held(f); }

inline bool accuses(const case_file& f, person_id who) {
    const auto& all = f.intake.accused;
    return std::find(all.begin(), all.end(), who) != all.end();
}

}  // namespace linli
