#include "dialogs/cases/deadlines.hpp"

#include <algorithm>

namespace linli {
namespace {

constexpr int alarms_in_a_row = 10;  // then every tenth interval: nobody is there, and residents were told

void of_alarm(case_deadlines& d, const community& c, const case_file& f) {
    if (!f.intake.life_safety || f.owner != person_id::nobody || f.state > state::dispatched) return;
    if (f.alarms == 0) return;
    const auto pause = c.timing.alarm_repeat * (f.alarms < alarms_in_a_row ? 1 : 10);
    d.alarm = f.alarmed_at + pause;
}

void of_result(case_deadlines& d, const community& c, const case_file& f) {
    const auto& t = c.timing;
    const bool urgent = f.priority <= priority::p1;
    const auto awake = [&](instant at) { return urgent ? at : c.calendar.after_quiet(at); };
    d.lapse = f.resolved_at + t.close_unconfirmed;
    if (f.asked_at == instant{}) d.ask = awake(f.resolved_at + t.ask_solved_after);
    else if (f.reminded_at == instant{}) d.remind = awake(f.asked_at + t.score_reminder);
    const bool unseen = f.result_reached_at == instant{} && !f.call_wanted;
    if (unseen) d.call = c.calendar.after_quiet(f.resolved_at + t.unseen_result);
}

}  // namespace

instant case_deadlines::first() const {
    return std::min({alarm, ask, remind, lapse, call, score, promise});
}

case_deadlines deadlines_of(const community& c, const case_file& f) {
    case_deadlines d;
    if (is_open(f.state) && f.state != state::resolved) of_alarm(d, c, f);
    if (f.state == state::resolved) of_result(d, c, f);
    const bool scorable = f.state == state::closed && f.outcome == outcome::solved && f.score == 0 &&
                          !f.score_reminded && f.intake.reporter != person_id::nobody;
    if (scorable) d.score = c.calendar.after_quiet(f.closed_at + c.timing.score_reminder);
    const bool promised = (f.state == state::planned || f.state == state::waiting) &&
                          f.promised_until != instant{} && f.reminded_at < f.promised_until;
    if (promised) d.promise = c.calendar.after_quiet(f.promised_until);
    return d;
}

}  // namespace linli
