// How each entry of the log changes a case, and nothing else does.
#include "dialogs/cases/changes.hpp"
#include "dialogs/cases/lifecycle.hpp"
#include "dialogs/cases/status_rules.hpp"

namespace linli {
namespace {

using namespace status;
using namespace changes;

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
        case action::raise_alarm:
            return true;
        default:
            return false;
    }
}

// Actions of the work itself.
void apply_work(case_file& f, const case_entry& e) {
    switch (e.what) {
        case action::dispatch:
            f.departments = e.departments;
            break;
        case action::take:
            own(f, e.actor, e.actor_name, e.at);
            break;
        case action::assign:
            own(f, e.who, e.who_name, e.at);
            break;
        case action::offer:
            f.offered_to = e.who;
            f.offered_name = e.who_name;
            f.offered_at = e.at;
            break;
        case action::vacate:  // when it was first taken stays true
            f.owner = person_id::nobody;
            f.owner_name.clear();
            if (e.number == 1 && rings(f)) f.alarms = std::min(f.alarms, 1);  // as if it had rung but once
            break;
        case action::hand_back:
            drop_offer(f);
            break;
        case action::prioritise:
            f.priority = static_cast<priority>(e.number);
            f.priority_reason = e.text;
            if (f.priority != priority::p0) f.raised_at = {};  // whoever raised it may be wrong
            break;
        case action::verify_ask:
            break;
        case action::verify:
            f.verified = e.number ? "ok" : e.text;
            f.verified_by = e.actor_name;
            break;
        case action::offer_slots:
            f.slots = e.slots;
            break;
        case action::agree_slot:
            agree_slot(f, e);
            break;
        case action::slots_over:
            f.slots.clear();
            break;
        case action::onsite:
            arrive(f, e);
            break;
        case action::findings:
            note_findings(f, e);
            break;
        case action::missed:
            if (!f.visits.empty()) f.visits.back().missed = true;
            break;
        case action::make_safe:
            f.safe_at = e.at;
            break;
        case action::propose:
            add_plan(f, e, false);
            break;
        case action::plan:
            add_plan(f, e, true);
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
        case action::promised:
            make_promise(f, e);
            break;
        case action::promise_over:
            promise_over(f, e);
            break;
        case action::promise_withdrawn:
            withdraw_promise(f, e);
            break;
        case action::wait:
            f.waiting_for = e.text;
            f.waiting_since = e.at;
            ++f.waits;
            make_promise(f, e);
            break;
        case action::tick_off:
            tick_off(f, e);
            break;
        case action::climb:
            climb(f, e);
            break;
        case action::resolve:
            resolve_case(f, e);
            break;
        case action::settle:
            resolve_case(f, e);
            break;
        case action::merge:
            f.incident = e.other;
            break;
        case action::join:
            std::erase_if(f.joined, [&](const joined_case& j) { return j.code == e.other; });  // it came loose once
            f.joined.push_back({e.other, e.who, named<language>(e.text).value_or(language::zh)});
            break;
        case action::recategorise:
            f.category = e.text;
            f.departments = e.departments;
            f.priority = static_cast<priority>(e.number);
            break;
        default:
            break;
    }
}

// Everything else: what the resident said, what was sent, what was asked.
void apply_talk(case_file& f, const case_entry& e) {
    switch (e.what) {
        case action::confirm:
            f.outcome = outcome::solved;
            break;
        case action::lapse:
            f.outcome = outcome::unconfirmed;
            break;
        case action::reject:
            f.outcome = outcome::unfounded;
            if (!e.number) f.result = e.text;  // of an earlier release
            break;
        case action::refer:
            f.result = e.text;
            break;
        case action::words_out:
            f.words_status = "sent";
            break;
        case action::words_settled:
            f.words_status = e.number ? "delivered" : e.text;
            break;
        case action::words_in:
            add_new(f.attachments, e.attachments);
            break;
        case action::attach:
            add_new(e.actor_role == role::resident ? f.attachments : f.result_attachments, e.attachments);
            break;
        case action::contact:
            if (!e.who_name.empty()) f.name = e.who_name;
            if (!e.phone.empty()) f.phone = e.phone;
            break;
        case action::score:
            f.score = e.number;
            break;
        case action::comment:
            f.comment = e.text;
            break;
        case action::alarm:
            ++f.alarms;
            f.alarmed_at = e.at;
            break;
        case action::raise_alarm:
            raise_alarm(f, e.at);
            break;
        case action::alarm_told:
            f.told_unclaimed = true;
            break;
        case action::ask:
            f.asked_at = e.at;
            break;
        case action::remind:
            if (e.text == "score")
                f.score_reminded = true;
            else
                f.reminded_at = e.at;
            break;
        case action::result_settled:
            if (e.number)
                f.result_reached_at = e.at;
            else
                f.result_failed = true;
            break;
        case action::call_task:
            f.call_wanted = true;
            break;
        case action::unreached:  // a day from now somebody is asked to call again
            if (f.asked_at != instant{}) f.asked_at = e.at;
            f.reminded_at = {};
            break;
        case action::correct_place:
            f.place = e.place;
            break;
        case action::reach:
            f.reach = e.text;
            break;
        case action::urge:
            ++f.urged;
            break;
        case action::complain:
            f.supervised = true;
            break;
        case action::follow_up:
            f.followed_up_at = e.at;
            f.follow_up = e.text;
            break;
        case action::followed_up:
            f.follow_up = e.text;
            break;
        case action::ask_lesson:
            f.lesson_asked_at = e.at;
            break;
        case action::lesson:
            f.lesson = e.text;
            break;
        default:
            break;
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
