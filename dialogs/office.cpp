#include "dialogs/office.hpp"

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/cases/deadlines.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::office_work {
namespace {

case_entry by_bot(action what, std::string text = {}) {
    case_entry e;
    e.what = what;
    e.text = std::move(text);
    return e;
}

outgoing& about_card(work& w, const case_file& f, std::string text, lane l) {
    auto& o = w.tell_staff(std::move(text), f.code, l);
    o.reply_to_tag = card_tag(f.code);
    return o;
}

// Nobody took it: the room is alarmed again, each member is written to, the resident is told the truth.
void alarm_again(work& w, const case_file& f) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(w.now() - f.created_at).count();
    const auto text = w.staff_text("group.alarm_again",
                                   {{"code", code_text(f.code)}, {"n", std::to_string(minutes)},
                                    {"what", category_text(w.c, f.category, w.c.language)},
                                    {"place", place_text(w.c, f.place, w.c.language)}});
    const choice take{1, w.staff_text("button.take"), card_button(f, "take")};
    about_card(w, f, text, lane::alarm).choices = {take};
    if (f.alarms <= direct_alarms)
        for (const auto& m : w.all_staff()) {
            auto& o = w.say_to(m.person, text, lane::alarm);
            o.about = f.code;
            o.choices = {take};
        }
    const bool tell = !f.told_unclaimed && f.alarms >= alarms_before_telling && f.intake.reporter != person_id::nobody;
    if (tell) {
        auto& o = w.say_to(f.intake.reporter,
                           w.c.texts.say(f.intake.language, "told.unclaimed", {{"phone", w.c.emergency}}), lane::alarm);
        o.about = f.code;
    }
    const auto code = f.code;
    w.record(code, by_bot(action::alarm));
    if (tell) w.record(code, by_bot(action::alarm_told));
}

void want_call(work& w, const case_file& f, std::string_view key) {
    const auto code = f.code;
    about_card(w, f, w.staff_text(key, {{"code", code_text(code)}, {"phone", f.phone}, {"name", resident_name(w.c, f)}}),
               lane::progress);
    w.record(code, by_bot(action::call_task));
}

void resolved_due(work& w, const case_file& f) {
    const auto d = deadlines_of(w.c, f);
    const auto code = f.code;
    const auto due = [&](instant t) { return t != never && w.now() >= t; };
    const bool here = f.intake.reporter != person_id::nobody;
    // After a long sleep only the last of what was missed is said: the rest would be noise.
    if (due(d.lapse)) {
        w.record(code, by_bot(action::lapse));
        if (here) w.out.posts.push_back({f.intake.reporter, prompt{"case_over", code, {}}});
        return;
    }
    if (due(d.call)) want_call(w, f, "group.unseen_result");
    if (due(d.remind)) {
        w.record(code, by_bot(action::remind));
        if (here) w.out.posts.push_back({f.intake.reporter, prompt{"remind_solved", code, {}}});
    } else if (due(d.ask)) {
        w.record(code, by_bot(action::ask));
        if (here) w.out.posts.push_back({f.intake.reporter, prompt{"ask_solved", code, {}}});
    }
}

void told_failed(work& w, const case_file& f, const delivery& d, std::string_view key) {
    about_card(w, f, w.staff_text(key, {{"code", code_text(f.code)}, {"phone", f.phone}, {"name", resident_name(w.c, f)},
                                        {"why", quoted(d.detail, 120)}}),
               lane::progress);
}

}  // namespace

void case_due(work& w, case_code code) {
    const auto* f = w.find(code);
    if (!f) return;
    const auto d = deadlines_of(w.c, *f);
    if (d.alarm != never && w.now() >= d.alarm) return alarm_again(w, *f);
    if (f->state == state::resolved) return resolved_due(w, *f);
    if (d.score != never && w.now() >= d.score) {
        w.record(code, by_bot(action::remind, "score"));
        w.out.posts.push_back({f->intake.reporter, prompt{"remind_score", code, {}}});
    }
    if (d.promise != never && w.now() >= d.promise) {
        about_card(w, *f, w.staff_text("group.promise_due", {{"code", code_text(code)}, {"name", f->owner_name},
                                                             {"words", f->waiting_for}}),
                   lane::progress);
        w.record(code, by_bot(action::remind, "promise"));
    }
}

void delivered(work& w, const delivery& d) {
    const auto* f = w.find(d.about);
    if (!f || d.ref.empty()) return;
    const bool ok = d.verdict == verdict_kind::delivered;
    const auto code = d.about;
    switch (d.ref.front()) {
        case 'w': {  // words of staff
            auto e = by_bot(action::words_settled, ok ? "" : d.detail.empty() ? std::string(name_of(d.verdict)) : quoted(d.detail, 80));
            e.number = ok;
            w.record(code, std::move(e));
            auto& mark = w.tell_staff(w.staff_text(ok ? "group.words_delivered" : "group.words_failed",
                                                   {{"code", code_text(code)}, {"why", quoted(d.detail, 120)},
                                                    {"state", state_text(w.c, *w.find(code), w.c.language)}}), code);
            mark.tag = "mark:" + d.ref;
            mark.quiet = ok;
            if (ok) mark.choices = {{1, w.staff_text("button.undo"), card_button(*w.find(code), "undo")}};
            return;
        }
        case 'r': {  // a result
            auto e = by_bot(action::result_settled, ok ? "" : quoted(d.detail, 80));
            e.number = ok;
            w.record(code, std::move(e));
            if (!ok) want_call(w, *w.find(code), "group.undelivered_result");
            return;
        }
        case 'u':  // words taken back
            return told_failed(w, *f, d, ok ? "group.undone" : "group.undo_failed");
        default:  // progress
            if (!ok) told_failed(w, *f, d, "group.undelivered");
    }
}

}  // namespace linli::office_work
