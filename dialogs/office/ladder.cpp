// The rungs of the ladder: a nudge, a warning, a breach, supervision, the committee's digest; and for the
// clock of silence a question to the owner, and at last a word of our own to the resident.
#include "dialogs/cards.hpp"
#include "dialogs/cases/timers.hpp"
#include "dialogs/news.hpp"
#include "dialogs/office/office.hpp"

namespace linli::office_work {
namespace {

constexpr int silence_nudge = 50;
constexpr int target = 100;

const ladder_step& step_at(const community& c, int percent) {
    for (const auto& s : c.taxonomy.ladder)
        if (s.percent == percent) return s;
    return c.taxonomy.ladder.back();
}

void mark(work& w, case_code code, const next_rung& r) {
    auto e = by_bot(action::climb, std::string(name_of(r.clock.which)));
    e.number = r.percent;
    e.until = r.clock.since;
    w.record(code, std::move(e));
}

std::string line_of(const work& w, const case_file& f, const next_rung& r, const std::vector<member>& who) {
    const auto by = at_percent(w.c, r.clock, target);
    return w.staff_text("ladder.line", {{"step", step_at(w.c, r.percent).name.in(w.c.language)},
                                        {"code", code_text(f.code)},
                                        {"priority", name_of(f.priority)},
                                        {"what", category_text(w.c, f.category, w.c.language)},
                                        {"place", place_text(w.c, f.place, w.c.language)},
                                        {"clock", w.staff_text("ladder." + std::string(name_of(r.clock.which)))},
                                        {"percent", std::to_string(r.percent)},
                                        {"time", w.c.calendar.when(by, w.now())},
                                        {"name", names_of_members(who, w.c.language)}});
}

std::string expected(const work& w, const case_file& f) {
    const auto days = (w.c.calendar.date_of(f.promised_until) - w.c.calendar.date_of(w.now())).count();
    return w.c.texts.say(f.intake.language, days > 1 ? "told.expected_in" : "told.expected",
                         {{"time", w.c.calendar.when(f.promised_until, w.now())}, {"n", std::to_string(days)}});
}

// The resident hears from us before the silence is longer than was promised.
void speak_up(work& w, const case_file& f) {
    const auto l = f.intake.language;
    const auto state = state_text(w.c, f, l);
    auto text =
        w.c.texts.say(l, "told.still",
                      {{"code", code_text(f.code)}, {"state", state}, {"now", w.c.calendar.when(w.now(), instant{})}});
    const auto next = clock_of(w.c, f, clock_kind::silence);
    if (f.promised_until > w.now())
        text += expected(w, f);
    else if (next)
        text += w.c.texts.say(
            l, "told.next_word",
            {{"time",
              w.c.calendar.when(w.c.calendar.add_service(w.now(), next->target, next->around_the_clock), w.now())}});
    push(w, f, {std::move(text), {}, {}, true});
    const auto code = f.code;
    w.record(code, by_bot(action::tell, "still"));
}

// One tap, and the resident has heard something.
void ask_owner(work& w, const case_file& f, const next_rung& r, const std::vector<member>& who) {
    auto& o = w.tell_staff(
        w.staff_text("group.silent", {{"code", code_text(f.code)},
                                      {"name", names_of_members(who, w.c.language)},
                                      {"time", w.c.calendar.when(at_percent(w.c, r.clock, target), w.now())}}),
        f.code);
    for (int i = 1; i <= 3; ++i)
        o.choices.push_back(
            {i, w.staff_text("quick." + std::to_string(i)), card_button(f, "quick-" + std::to_string(i))});
    o.choices.push_back({4, w.staff_text("button.write"), card_button(f, "ask-say")});
}

void silent(work& w, const case_file& f, const next_rung& r, const std::vector<member>& who) {
    if (r.percent >= target) return speak_up(w, f);
    // Whoever has not taken it hears that from another clock; and of a date everybody knows.
    if (f.owner == person_id::nobody || f.promised_until > w.now()) return;
    if (r.percent == silence_nudge)
        ask_owner(w, f, r, who);
    else
        notify(w, f, line_of(w, f, r, who), r.clock.which, {}, false);
}

// Nobody has taken it in time: the resident hears it from us, once.
void admit_late(work& w, const case_file& f) {
    if (f.intake.reporter == person_id::nobody || is_alarm(f)) return;
    push(w, f, {w.c.texts.say(f.intake.language, "told.late", {{"code", code_text(f.code)}})});
    const auto code = f.code;
    w.record(code, by_bot(action::tell, "late"));
}

}  // namespace

void climb(work& w, case_code code) {
    const auto due = rungs_due(w.c, *w.find(code), w.now());
    for (const auto& r : due) {
        const auto& f = *w.find(code);
        const auto& step = step_at(w.c, r.percent);
        const auto who = addressees(w.c, w.all_staff(), f, step.to, w.now());
        const bool was_late = r.clock.which == clock_kind::claim && r.percent >= target && !f.breached;
        mark(w, code, r);
        if (r.clock.which == clock_kind::silence) {
            silent(w, *w.find(code), r, who);
            continue;
        }
        // What the committee reads in the morning, the group hears now.
        const bool reported = step.to == "committee";
        const bool above = step.to == "manager" || step.to == "quality";
        const auto line = line_of(w, f, r, who);
        notify(w, *w.find(code), line, r.clock.which, above ? who : std::vector<member>{}, false);
        if (reported) notify(w, *w.find(code), line, r.clock.which, who, true);
        if (was_late) admit_late(w, *w.find(code));
    }
}

}  // namespace linli::office_work
