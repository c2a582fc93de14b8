// How each entry of the log changes a case, and nothing else does.
#include <algorithm>

#include "dialogs/cases/lifecycle.hpp"
#include "dialogs/cases/status_rules.hpp"

namespace linli {
namespace {

using namespace status;

// What is kept of each kind; the log has them all.
constexpr std::size_t plans_max = 10;
constexpr std::size_t visits_max = 10;
constexpr std::size_t promises_max = 20;

template <class T>
void push(std::vector<T>& list, T one, std::size_t most) {
    if (list.size() >= most) list.erase(list.begin());
    list.push_back(std::move(one));
}

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

// The newest open promise is the date that holds.
void hold(case_file& f) {
    f.promised_until = {};
    for (const auto& p : f.promises)
        if (p.fate == promise_fate::open) f.promised_until = p.until;
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

// With the words that made it, as if they had never been said.
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

void end_promises(case_file& f, instant at) {
    for (auto& p : f.promises)
        if (p.fate == promise_fate::open) p.fate = at <= p.until ? promise_fate::kept : promise_fate::broken;
    hold(f);
}

// `promise_over`: the first open promise whose time has come.
void promise_over(case_file& f, const case_entry& e) {
    for (auto& p : f.promises)
        if (p.fate == promise_fate::open && p.until <= e.at) {
            p.fate = e.number ? promise_fate::kept : promise_fate::broken;
            break;
        }
    hold(f);
}

// However it ends, nobody is waited for to take it over.
void end_case(case_file& f, instant at) {
    f.closed_at = at;
    drop_offer(f);
}

void leave_waiting(case_file& f, instant at) {
    if (f.waiting_since == instant{}) return;
    f.waited_s += static_cast<int>(
        std::chrono::duration_cast<std::chrono::seconds>(at - f.waiting_since).count());
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

void find(case_file& f, const case_entry& e) {
    if (f.visits.empty()) push(f.visits, {{}, e.at, {}, e.actor_name, false}, visits_max);
    f.visits.back().findings = e.text;
}

void agree(case_file& f, const case_entry& e) {
    f.slots.clear();
    if (!e.slots.empty()) push(f.visits, {e.slots.front(), {}, {}, {}, false}, visits_max);
}

void tick(case_file& f, const case_entry& e) {
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

// What was safe, or told of it, was another matter.
void raise_alarm(case_file& f, instant at) {
    f.raised_at = f.alarmed_at = at;
    f.alarms = 1;
    f.safe_at = {};
    f.told_unclaimed = false;
}

void add(std::vector<attachment>& list, const std::vector<attachment>& more) {
    for (const auto& a : more)
        if (std::find(list.begin(), list.end(), a) == list.end()) list.push_back(a);
}

plan_version plan_of(const case_entry& e, bool approved) {
    return {e.text, e.until, e.cost, e.actor_name, e.at, approved ? e.actor_name : std::string(), {}};
}

// Entries by which the resident hears something.
bool tells_resident(action a) {
    switch (a) {
        case action::take:
        case action::assign:
        case action::onsite:
        case action::make_safe:
        case action::approve:
        case action::plan:
        case action::wait:
        case action::offer_slots:
        case action::verify_ask:
        case action::resolve:
        case action::settle:
        case action::merge:
        case action::reopen:
        case action::words_out:
        case action::tell:
        case action::complain:
        case action::urge:
        case action::raise_alarm: return true;
        default: return false;
    }
}

// Actions of the work itself.
void apply_work(case_file& f, const case_entry& e) {
    switch (e.what) {
        case action::dispatch: f.departments = e.departments; break;
        case action::take: own(f, e.actor, e.actor_name, e.at); break;
        case action::assign: own(f, e.who, e.who_name, e.at); break;
        case action::offer:
            f.offered_to = e.who;
            f.offered_name = e.who_name;
            f.offered_at = e.at;
            break;
        case action::vacate:  // when it was first taken stays true
            f.owner = person_id::nobody;
            f.owner_name.clear();
            break;
        case action::hand_back: drop_offer(f); break;
        case action::prioritise:
            f.priority = static_cast<priority>(e.number);
            f.priority_reason = e.text;
            if (f.priority != priority::p0) f.raised_at = {};  // whoever raised it may be wrong
            break;
        case action::verify_ask: break;
        case action::verify:
            f.verified = e.number ? "ok" : e.text;
            f.verified_by = e.actor_name;
            break;
        case action::offer_slots: f.slots = e.slots; break;
        case action::agree_slot: agree(f, e); break;
        case action::slots_over: f.slots.clear(); break;
        case action::onsite: arrive(f, e); break;
        case action::findings: find(f, e); break;
        case action::missed:
            if (!f.visits.empty()) f.visits.back().missed = true;
            break;
        case action::make_safe: f.safe_at = e.at; break;
        case action::propose: push(f.plans, plan_of(e, false), plans_max); break;
        case action::plan:
            push(f.plans, plan_of(e, true), plans_max);
            make_promise(f, e);
            break;
        case action::approve:
            if (!f.plans.empty()) {
                f.plans.back().approved_by = e.actor_name;
                auto stated = e;
                stated.until = f.plans.back().until;
                stated.text = f.plans.back().text;
                make_promise(f, stated);
            }
            break;
        case action::plan_answer:
            if (!f.plans.empty()) f.plans.back().answer = e.text;
            break;
        case action::promised: make_promise(f, e); break;
        case action::promise_over: promise_over(f, e); break;
        case action::promise_withdrawn: withdraw_promise(f, e); break;
        case action::wait:
            f.waiting_for = e.text;
            f.waiting_since = e.at;
            ++f.waits;
            make_promise(f, e);
            break;
        case action::tick_off: tick(f, e); break;
        case action::climb: climb(f, e); break;
        case action::resolve: resolve_case(f, e); break;
        case action::settle: resolve_case(f, e); break;
        case action::merge: f.incident = e.other; break;
        case action::join:
            std::erase_if(f.joined, [&](const joined_case& j) { return j.code == e.other; });  // it came loose once
            f.joined.push_back({e.other, e.who, named<language>(e.text).value_or(language::zh)});
            break;
        case action::recategorise:
            f.category = e.text;
            f.departments = e.departments;
            f.priority = static_cast<priority>(e.number);
            break;
        default: break;
    }
}

// Everything else: what the resident said, what was sent, what was asked.
void apply_talk(case_file& f, const case_entry& e) {
    switch (e.what) {
        case action::confirm: f.outcome = outcome::solved; break;
        case action::lapse: f.outcome = outcome::unconfirmed; break;
        case action::reject:
            f.outcome = outcome::unfounded;
            f.result = e.text;
            break;
        case action::refer: f.result = e.text; break;
        case action::words_out: f.words_status = "sent"; break;
        case action::words_settled: f.words_status = e.number ? "delivered" : e.text; break;
        case action::words_in: add(f.attachments, e.attachments); break;
        case action::attach:
            add(e.actor_role == role::resident ? f.attachments : f.result_attachments, e.attachments);
            break;
        case action::contact:
            if (!e.who_name.empty()) f.name = e.who_name;
            if (!e.phone.empty()) f.phone = e.phone;
            break;
        case action::score: f.score = e.number; break;
        case action::comment: f.comment = e.text; break;
        case action::alarm:
            ++f.alarms;
            f.alarmed_at = e.at;
            break;
        case action::raise_alarm: raise_alarm(f, e.at); break;
        case action::alarm_told: f.told_unclaimed = true; break;
        case action::ask: f.asked_at = e.at; break;
        case action::remind:
            if (e.text == "score") f.score_reminded = true;
            else f.reminded_at = e.at;
            break;
        case action::result_settled:
            if (e.number) f.result_reached_at = e.at;
            else f.result_failed = true;
            break;
        case action::call_task: f.call_wanted = true; break;
        case action::unreached:  // a day from now somebody is asked to call again
            if (f.asked_at != instant{}) f.asked_at = e.at;
            f.reminded_at = {};
            break;
        case action::correct_place: f.place = e.place; break;
        case action::reach: f.reach = e.text; break;
        case action::urge: ++f.urged; break;
        case action::complain: f.supervised = true; break;
        case action::follow_up:
            f.followed_up_at = e.at;
            f.follow_up = e.text;
            break;
        case action::followed_up: f.follow_up = e.text; break;
        case action::ask_lesson: f.lesson_asked_at = e.at; break;
        case action::lesson: f.lesson = e.text; break;
        default: break;
    }
}

}  // namespace

void apply(case_file& f, const case_entry& e) {
    f.entries = e.seq;
    f.touched_at = e.at;
    const auto* r = rule_of(e.what, f.state);
    if (e.what == action::open) open_case(f, e);
    if (e.what == action::reopen) reopen_case(f, e);
    if (tells_resident(e.what)) f.told_at = e.at;
    if (r && r->to) {
        if (f.state == state::waiting) leave_waiting(f, e.at);  // also where it goes on waiting, for another date
        f.state = *r->to;
        if (!is_open(f.state)) end_case(f, e.at);
    }
    // Whoever still had it and goes on after it was opened again has taken it by that.
    if (r && r->work && f.claimed_at == instant{}) f.claimed_at = e.at;
    apply_work(f, e);
    apply_talk(f, e);
}

case_file replay(const std::vector<case_entry>& log) {
    case_file f;
    for (const auto& e : log) apply(f, e);
    return f;
}

}  // namespace linli
