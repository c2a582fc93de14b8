#include "dialogs/cases/changes.hpp"

#include <algorithm>

#include "dialogs/cases/lifecycle.hpp"

namespace linli::changes {
namespace {

// What is kept of each kind; the log has them all.
constexpr std::size_t plans_max = 10;
constexpr std::size_t visits_max = 10;
constexpr std::size_t promises_max = 20;

template <class T>
void push(std::vector<T>& list, T one, std::size_t most) {
    if (list.size() >= most) list.erase(list.begin());
    list.push_back(std::move(one));
}

// The newest open promise is the date that holds.
void hold(case_file& f) {
    f.promised_until = {};
    for (const auto& p : f.promises)
        if (p.fate == promise_fate::open) f.promised_until = p.until;
}

void end_promises(case_file& f, instant at) {
    for (auto& p : f.promises)
        if (p.fate == promise_fate::open) p.fate = at <= p.until ? promise_fate::kept : promise_fate::broken;
    hold(f);
}

}  // namespace

void open_case(case_file& f, const case_entry& e) {
    f.code = e.code;
    f.created_at = f.queued_at = f.told_at = e.at;
    if (e.opened.empty()) return;
    f.intake = e.opened.front();
    f.category = f.intake.category;
    f.priority = f.intake.priority;
    f.departments = f.intake.departments;
    f.place = f.intake.place;
    f.name = f.intake.reporter_name;
    f.phone = f.intake.phone;
    f.reach = f.intake.reach;
    f.attachments = f.intake.attachments;
}

void drop_offer(case_file& f) {
    f.offered_to = person_id::nobody;
    f.offered_name.clear();
    f.offered_at = {};
}

void own(case_file& f, person_id who, const std::string& name, instant at) {
    f.owner = who;
    f.owner_name = name;
    if (f.claimed_at == instant{}) f.claimed_at = at;
    drop_offer(f);
}

void make_promise(case_file& f, const case_entry& e) {
    bool instead = false;
    for (auto& p : f.promises)
        if (p.fate == promise_fate::open) {
            p.fate = e.at <= p.until ? promise_fate::replaced : promise_fate::broken;
            instead = p.fate == promise_fate::replaced;
        }
    if (e.until != instant{})
        push(f.promises, {e.at, e.until, e.actor_name, e.text, promise_fate::open, instead}, promises_max);
    hold(f);
}

void withdraw_promise(case_file& f, const case_entry& e) {
    auto& list = f.promises;
    const auto mine = std::find_if(list.rbegin(), list.rend(), [&](const promise& p) { return p.until == e.until; });
    if (mine == list.rend()) return;
    const auto at = std::next(mine).base();
    if (at->instead && at->fate == promise_fate::open && at != list.begin() && e.at <= std::prev(at)->until)
        std::prev(at)->fate = promise_fate::open;
    list.erase(at);
    hold(f);
}

void promise_over(case_file& f, const case_entry& e) {
    for (auto& p : f.promises)
        if (p.fate == promise_fate::open && p.until <= e.at) {
            p.fate = e.number ? promise_fate::kept : promise_fate::broken;
            break;
        }
    hold(f);
}

void end_case(case_file& f, instant at) {
    f.closed_at = at;
    drop_offer(f);
}

void leave_waiting(case_file& f, instant at) {
    if (f.waiting_since == instant{}) return;
    f.waited_s += static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(at - f.waiting_since).count());
    f.waiting_since = {};
}

void arrive(case_file& f, const case_entry& e) {
    f.onsite_at = e.at;
    f.slots.clear();
    const bool expected = !f.visits.empty() && f.visits.back().arrived == instant{};
    if (!expected) push(f.visits, {}, visits_max);
    f.visits.back().arrived = e.at;
    f.visits.back().by = e.actor_name;
    if (!e.text.empty()) f.visits.back().findings = e.text;
}

void note_findings(case_file& f, const case_entry& e) {
    if (f.visits.empty()) push(f.visits, {{}, e.at, {}, e.actor_name, false}, visits_max);
    f.visits.back().findings = e.text;
}

void agree_slot(case_file& f, const case_entry& e) {
    f.slots.clear();
    if (!e.slots.empty()) push(f.visits, {e.slots.front(), {}, {}, {}, false}, visits_max);
}

void tick_off(case_file& f, const case_entry& e) {
    std::erase_if(f.checklist, [&](const checked_step& t) { return t.step == e.who_name; });
    f.checklist.push_back({e.who_name, e.text, e.actor_name, e.at});
}

void climb(case_file& f, const case_entry& e) {
    const auto which = named<clock_kind>(e.text).value_or(clock_kind::claim);
    std::erase_if(f.rungs, [&](const rung& r) { return r.which == which; });
    f.rungs.push_back({which, e.until, e.number});
    if (e.number >= 100 && which != clock_kind::silence) f.breached = true;
}

void resolve_case(case_file& f, const case_entry& e) {
    f.result = e.text;
    if (!e.attachments.empty()) f.result_attachments = e.attachments;
    f.resolved_at = e.at;
    if (f.safe_at == instant{}) f.safe_at = e.at;
    f.asked_at = f.reminded_at = f.result_reached_at = {};
    f.result_failed = f.call_wanted = false;
    f.slots.clear();
    drop_offer(f);
    end_promises(f, e.at);
}

void reopen_case(case_file& f, const case_entry& e) {
    const bool came_loose = f.incident != case_code::none && f.resolved_at == instant{};
    if (f.state == state::referred && !oversees(e.actor_role)) ++f.appeals;
    f.incident = case_code::none;
    f.queued_at = e.at;
    f.closed_at = {};
    if (came_loose) return;
    ++f.reopened;
    f.outcome = outcome::none;
    if (f.reopened > 1) {  // the lead assigns somebody else the second time
        if (e.who != person_id::nobody) f.in_vain = e.who;
        f.owner = person_id::nobody;
        f.owner_name.clear();
    }
    f.claimed_at = f.onsite_at = f.safe_at = f.resolved_at = {};
    f.asked_at = f.reminded_at = f.result_reached_at = f.followed_up_at = f.lesson_asked_at = {};
    f.score = 0;
    f.comment.clear();
    f.follow_up.clear();
    f.checklist.clear();
    f.plans.clear();
    f.result_attachments.clear();
    f.waits = f.waited_s = 0;
    f.result_failed = f.call_wanted = f.score_reminded = f.told_unclaimed = false;
    f.alarms = 0;
    f.alarmed_at = {};
}

void raise_alarm(case_file& f, instant at) {
    f.raised_at = f.alarmed_at = at;
    f.alarms = 1;
    f.safe_at = {};
    f.told_unclaimed = false;
}

void add_new(std::vector<attachment>& list, const std::vector<attachment>& more) {
    for (const auto& a : more)
        if (std::find(list.begin(), list.end(), a) == list.end()) list.push_back(a);
}

void add_plan(case_file& f, const case_entry& e, bool approved) {
    push(f.plans, {e.text, e.until, e.cost, e.actor_name, e.at, approved ? e.actor_name : std::string(), {}},
         plans_max);
}

}  // namespace linli::changes
