// A case that is about somebody's safety: those on duty are rung, and its resident hears what to do first.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {

namespace {

const safety_card* card_of(const work& w, const case_file& f) {
    const auto* kind = w.c.taxonomy.find(f.category);
    return kind ? w.c.taxonomy.find_card(kind->safety_card) : nullptr;
}

// The room and whoever has it: its card changes in place, and that rings nobody.
void ring_those_at_work(work& w, const case_file& f, const std::string& text) {
    std::vector<choice> take;
    if (f.owner == person_id::nobody) take = {{1, w.staff_text("button.take"), card_button(f, "take")}};
    for (const auto room : rooms_of(w.c, f)) {
        auto& o = w.tell_colleagues(text, f.code, "alarm", lane::alarm);
        o.to = room;
        o.choices = take;
    }
    const bool rung =
        std::any_of(w.out.send.begin(), w.out.send.end(), [&](const outgoing& o) { return o.to == f.owner; });
    // Whoever was taken out of the staff hears nothing of it any more, their case as it may be.
    if (w.staff(f.owner) && f.owner != w.e.sender && !rung) w.say_to(f.owner, text, lane::alarm).about = f.code;
}

// What to do comes before anything else.
std::string news_of_danger(const work& w, const case_file& f, language l, case_code as) {
    const auto text = w.c.texts.say(l, "told.raised", {{"code", code_text(as)}});
    const auto* card = card_of(w, f);
    return card ? card->text.in(l) + "\n" + text : text;
}

}  // namespace

void sound_alarm(work& w, case_code code) {
    case_entry rung;
    rung.what = action::alarm;
    w.record(code, std::move(rung));
    ring_duty(w, *w.find(code));
    const auto& f = *w.find(code);
    const auto* card = card_of(w, f);
    if (!card) card = w.c.taxonomy.find_card("person");
    if (!card) return;
    const auto words = card->text.in(f.intake.language);
    if (f.intake.reporter != person_id::nobody) return tell_resident(w, f, words);
    // Whoever types it in still has them on the phone.
    w.tell_staff(w.staff_text("group.say_now", {{"code", code_text(code)}, {"words", words}}), code, lane::alarm);
}

void raise_alarm(work& w, case_code code, const std::string& reason) {
    w.record(code, by_staff(w, action::raise_alarm, reason));
    const auto& f = *w.find(code);
    ring_duty(w, f);
    ring_those_at_work(w, f,
                       w.staff_text("group.raised", {{"code", code_text(code)},
                                                     {"what", category_text(w.c, f.category, w.c.language)},
                                                     {"place", place_text(w.c, f.place, w.c.language)},
                                                     {"name", by_staff(w, action::note).actor_name},
                                                     {"words", quoted(reason)}}));
    tell_resident(w, f, news_of_danger(w, f, f.intake.language, code));
    const auto& file = *w.find(code);
    tell_joined(w, file, [&](language l, case_code as) { return news_of_danger(w, file, l, as); });
}

void tell_first_steps(work& w, case_code code) {
    const auto& f = *w.find(code);
    if (const auto* card = card_of(w, f)) tell_resident(w, f, card->text.in(f.intake.language));
}

}  // namespace linli::staff
