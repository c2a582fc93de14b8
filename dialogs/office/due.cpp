#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/cases/deadlines.hpp"
#include "dialogs/news.hpp"
#include "dialogs/office/office.hpp"

namespace linli::office_work {
namespace {

constexpr span_of_time shortest_pause = std::chrono::minutes{3}, longest_pause = std::chrono::minutes{10};
constexpr std::int64_t visited_by_hand = 10;  // every tenth follow-up is a person's (docs/mechanism.md row 36)

bool has_come(const work& w, instant t) { return t != never && w.now() >= t; }

// Whoever is in danger hears that nobody has confirmed, soon and then with growing pauses, but never less often
// than the calling goes on: no danger is kept silent for a quarter of an hour (docs/mechanism.md).
bool is_to_hear(const work& w, const case_file& f) {
    if (f.intake.reporter == person_id::nobody) return false;
    if (!f.told_unclaimed) return f.alarms >= alarms_before_telling;
    const auto alone = w.now() - std::max(f.queued_at, f.raised_at);
    return w.now() - f.told_at >= std::clamp<span_of_time>(alone / 2, shortest_pause, longest_pause);
}

void tell_unclaimed(work& w, const case_file& f, const std::string& minutes) {
    const auto key = f.told_unclaimed ? "told.unclaimed_still" : "told.unclaimed";
    tell_now(w, f,
             {w.c.texts.say(f.intake.language, key,
                            {{"code", code_text(f.code)}, {"n", minutes}, {"phone", w.c.emergency}})});
    const auto code = f.code;
    const bool first = !f.told_unclaimed;
    if (first) w.record(code, by_bot(action::alarm_told));
    w.record(code, by_bot(action::tell, "unclaimed"));
}

// Nobody took it: the room is alarmed again, each member is written to, the resident is told the truth.
void alarm_again(work& w, const case_file& f) {
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(w.now() - std::max(f.created_at, f.raised_at)).count();
    const auto text = w.staff_text("group.alarm_again", {{"code", code_text(f.code)},
                                                         {"n", std::to_string(minutes)},
                                                         {"what", category_text(w.c, f.category, w.c.language)},
                                                         {"place", place_text(w.c, f.place, w.c.language)}});
    const choice take{1, w.staff_text("button.take"), card_button(f, "take")};
    for (const auto room : rooms_of(w.c, f)) {
        auto& o = w.tell_colleagues(text, f.code, "alarm", lane::alarm);
        o.to = room;
        o.choices = {take};
    }
    if (f.alarms <= direct_alarms)
        for (const auto& m : w.all_staff()) {
            auto& o = w.say_to(m.person, text, lane::alarm);
            o.about = f.code;
            o.choices = {take};
        }
    const auto code = f.code;
    const bool tell = is_to_hear(w, f);
    w.record(code, by_bot(action::alarm));
    if (tell) tell_unclaimed(w, *w.find(code), std::to_string(minutes));
}

// Nobody came at the agreed hour: the lead hears of it, and the resident an honest word.
void nobody_came(work& w, const case_file& f) {
    const auto code = f.code;
    const auto when = slot_text(w.c, f.visits.back().agreed, w.now());
    const auto lead = addressees(w.c, w.all_staff(), f, "lead", w.now());
    w.tell_colleagues(w.staff_text("group.no_show", {{"code", code_text(code)},
                                                     {"time", when},
                                                     {"owner", f.owner_name},
                                                     {"name", names_of_members(lead, w.c.language)}}),
                      code);
    if (f.intake.reporter != person_id::nobody)
        push(w, f, {w.c.texts.say(f.intake.language, "told.no_show", {{"code", code_text(code)}, {"time", when}})});
    w.record(code, by_bot(action::missed));
    w.record(code, by_bot(action::tell, "no_show"));
}

// Nobody chose one of the times that were offered: whoever offered them offers others.
void slots_over(work& w, const case_file& f) {
    std::string times;
    for (const auto& s : f.slots) times += (times.empty() ? "" : " / ") + slot_text(w.c, s, w.now());
    const auto code = f.code;
    w.tell_colleagues(
        w.staff_text("group.slots_over", {{"code", code_text(code)}, {"name", f.owner_name}, {"words", times}}), code);
    if (f.intake.reporter != person_id::nobody) w.post(f.intake.reporter, {"slots_over", code, {}, {}});
    w.record(code, by_bot(action::slots_over));
}

// A stated date came. It was kept if somebody came in time; if not, both sides hear it once.
void promise_came(work& w, const case_file& f) {
    const auto p = std::find_if(f.promises.begin(), f.promises.end(), [&](const promise& one) {
        return one.fate == promise_fate::open && one.until <= w.now();
    });
    if (p == f.promises.end()) return;
    const bool kept = f.onsite_at > p->made && f.onsite_at <= p->until;
    const auto code = f.code;
    if (!kept) {
        const auto time = w.c.calendar.when(p->until, w.now());
        const auto who = f.owner_name.empty() ? p->by : f.owner_name;
        w.tell_colleagues(w.staff_text("group.promise_due",
                                       {{"code", code_text(code)}, {"name", who}, {"words", p->words}, {"time", time}}),
                          code);
        if (f.intake.reporter != person_id::nobody)
            push(
                w, f,
                {w.c.texts.say(f.intake.language, "told.promise_missed", {{"code", code_text(code)}, {"time", time}})});
    }
    auto e = by_bot(action::promise_over);
    e.number = kept;
    w.record(code, std::move(e));
    if (!kept) w.record(code, by_bot(action::tell, "promise"));
}

void hand_over_lapsed(work& w, const case_file& f) {
    const auto code = f.code;
    const auto lead = addressees(w.c, w.all_staff(), f, "lead", w.now());
    const auto text = w.staff_text("group.handed_back",
                                   {{"code", code_text(code)},
                                    {"name", f.offered_name},
                                    {"owner", f.owner_name.empty() ? w.staff_text("state.nobody") : f.owner_name},
                                    {"lead", names_of_members(lead, w.c.language)}});
    w.record(code, by_bot(action::hand_back));
    w.tell_colleagues(text, code);
}

void resolved_due(work& w, const case_file& f, const case_deadlines& d) {
    const auto code = f.code;
    const bool here = f.intake.reporter != person_id::nobody;
    const auto ask = [&](std::string_view what) {
        if (here) w.post(f.intake.reporter, {std::string(what), code, {}, {}});
    };
    // After a long sleep only the last of what was missed is said: the rest would be noise.
    if (has_come(w, d.lapse)) {
        ask("case_over");
        w.record(code, by_bot(action::lapse));
        return;
    }
    if (has_come(w, d.call)) want_call(w, f, "group.unseen_result");
    if (has_come(w, d.remind)) {
        ask("remind_solved");
        if (!here || f.result_failed) {  // whoever called has not said how it went
            auto& o = w.tell_colleagues(
                w.staff_text(
                    call_key(f, "group.ask_solved"),
                    {{"code", code_text(code)}, {"phone", phone_text(w.c, f)}, {"name", resident_name(w.c, f)}}),
                code);
            o.choices = solved_buttons(w.c, f);
        }
        w.record(code, by_bot(action::remind));
    } else if (has_come(w, d.ask)) {
        ask("ask_solved");
        w.record(code, by_bot(action::ask));
    }
}

// Does it hold? Asked in the chat; every tenth time, and where there is no chat, by a person.
void follow_up(work& w, const case_file& f) {
    const bool by_hand =
        f.intake.reporter == person_id::nobody || static_cast<std::int64_t>(f.code) % visited_by_hand == 0;
    const auto code = f.code;
    if (by_hand)
        w.tell_colleagues(w.staff_text(call_key(f, "group.follow_up"), {{"code", code_text(code)},
                                                                        {"name", resident_name(w.c, f)},
                                                                        {"phone", phone_text(w.c, f)},
                                                                        {"owner", f.owner_name}}),
                          code);
    else
        w.post(f.intake.reporter, {"ask_follow_up", code, {}, {}});
    w.record(code, by_bot(action::follow_up, by_hand ? "call" : "asked"));
}

void want_lesson(work& w, const case_file& f) {
    const auto code = f.code;
    auto& o = w.tell_staff(w.staff_text("group.lesson", {{"code", code_text(code)}, {"name", f.owner_name}}), code);
    o.choices = {{1, w.staff_text("button.lesson"), card_button(f, "ask-lesson")}};
    o.tag = "askfor:lesson:" + w.f.token;  // what answers it is the lesson
    w.record(code, by_bot(action::ask_lesson));
}

void closed_due(work& w, const case_file& f, const case_deadlines& d) {
    const auto code = f.code;
    if (has_come(w, d.score)) {
        w.post(f.intake.reporter, {"remind_score", code, {}, {}});
        w.record(code, by_bot(action::remind, "score"));
    }
    if (has_come(w, d.follow_up)) follow_up(w, *w.find(code));
    if (has_come(w, d.lesson)) want_lesson(w, *w.find(code));
}

}  // namespace

case_entry by_bot(action what, std::string text) {
    case_entry e;
    e.what = what;
    e.text = std::move(text);
    return e;
}

void case_due(work& w, case_code code) {
    const auto* f = w.find(code);
    if (!f) return;
    const auto d = deadlines_of(w.c, *f);
    if (f->state == state::resolved) return resolved_due(w, *f, d);
    if (f->state == state::closed) return closed_due(w, *f, d);
    if (has_come(w, d.alarm)) alarm_again(w, *w.find(code));
    if (has_come(w, d.hand_over)) hand_over_lapsed(w, *w.find(code));
    if (has_come(w, d.no_show)) nobody_came(w, *w.find(code));
    if (has_come(w, d.slots)) slots_over(w, *w.find(code));
    if (has_come(w, d.promise)) promise_came(w, *w.find(code));
    if (has_come(w, d.rung)) climb(w, code);
}

}  // namespace linli::office_work
