#include "dialogs/cases/deadlines.hpp"

#include <algorithm>

#include "dialogs/cases/timers.hpp"

namespace linli {
namespace {

constexpr int alarms_in_a_row = 10;  // then every tenth interval: nobody is there, and residents were told

// They may come as long as the time that was agreed lasts; one without a length is over as it begins.
instant visit_over(const slot& agreed) { return std::max(agreed.from, agreed.to); }

// P0 and P1 wake people; the rest keeps the quiet hours.
instant awake(const community& c, const case_file& f, instant at) {
    return f.priority <= priority::p1 ? at : c.calendar.after_quiet(at);
}

void of_alarm(case_deadlines& d, const community& c, const case_file& f) {
    if (!rings(f) || f.state > state::dispatched) return;
    const auto pause = c.timing.alarm_repeat * (f.alarms < alarms_in_a_row ? 1 : 10);
    d.alarm = std::max(f.alarmed_at, f.queued_at) + pause;
}

void of_work(case_deadlines& d, const community& c, const case_file& f) {
    const auto rung = first_rung(c, f);
    if (rung != never) d.rung = awake(c, f, rung);
    if (f.offered_to != person_id::nobody) d.hand_over = f.offered_at + c.timing.hand_over;
    if (!f.visits.empty()) {
        const auto& v = f.visits.back();
        const bool expected = v.agreed.from != instant{} && v.arrived == instant{} && !v.missed;
        if (expected) d.no_show = visit_over(v.agreed) + c.timing.no_show;
    }
    for (const auto& s : f.slots) d.slots = d.slots == never ? s.to : std::max(d.slots, s.to);
    for (const auto& p : f.promises)
        if (p.fate == promise_fate::open) d.promise = std::min(d.promise, awake(c, f, p.until));
}

void of_result(case_deadlines& d, const community& c, const case_file& f) {
    const auto& t = c.timing;
    // Nobody is taken for silent who was not asked, or was asked late and had no time to answer.
    if (f.asked_at != instant{})
        d.lapse = std::max(f.resolved_at + t.close_unconfirmed,
                           f.asked_at + std::min(t.close_unconfirmed, 2 * t.score_reminder));
    if (f.asked_at == instant{})
        d.ask = awake(c, f, f.resolved_at + t.ask_solved_after);
    else if (f.reminded_at == instant{})
        d.remind = awake(c, f, f.asked_at + t.score_reminder);
    const bool unseen = f.result_reached_at == instant{} && !f.call_wanted;
    if (unseen) d.call = c.calendar.after_quiet(f.resolved_at + t.unseen_result);
}

span_of_time follow_up_after(const community& c, const case_file& f) {
    const auto* sub = c.taxonomy.find(f.category);
    if (f.priority <= priority::p1) return c.timing.follow_up_urgent;
    if (sub && sub->follow_up_days > 0) return std::chrono::days{sub->follow_up_days};
    return c.timing.follow_up;
}

void after_close(case_deadlines& d, const community& c, const case_file& f) {
    const bool solved = f.outcome == outcome::solved;
    const bool here = f.intake.reporter != person_id::nobody;
    if (solved && here && f.score == 0 && !f.score_reminded)
        d.score = c.calendar.after_quiet(f.closed_at + c.timing.score_reminder);
    const bool wish = f.priority == priority::p4;  // nothing that could break again
    if (f.outcome != outcome::unfounded && !wish && f.followed_up_at == instant{})
        d.follow_up = c.calendar.next_service(c.calendar.after_quiet(f.closed_at + follow_up_after(c, f)));
    if (!teaches(f) || !f.lesson.empty()) return;
    if (f.lesson_asked_at == instant{})
        d.lesson = c.calendar.after_quiet(f.closed_at + c.timing.ask_solved_after);
    else if (f.lesson_asked_at < f.closed_at + c.timing.lesson_due)
        d.lesson = c.calendar.after_quiet(f.closed_at + c.timing.lesson_due);
}

}  // namespace

instant case_deadlines::first() const {
    return std::min(
        {alarm, rung, hand_over, no_show, slots, promise, ask, remind, lapse, call, score, follow_up, lesson});
}

bool teaches(const case_file& f) {
    return f.priority == priority::p0 || f.breached || (f.score > 0 && f.score <= low_score);
}

case_deadlines deadlines_of(const community& c, const case_file& f) {
    case_deadlines d;
    if (f.state < state::resolved) {
        of_alarm(d, c, f);
        of_work(d, c, f);
    } else if (f.state == state::resolved) {
        of_result(d, c, f);
    } else if (f.state == state::closed) {
        after_close(d, c, f);
    }
    return d;
}

}  // namespace linli
