// A case that is about somebody's safety: those on duty are rung, and its resident hears what to do first.
#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {

const safety_card* what_to_do_first(const work& w, const case_file& f) {
    const auto* kind = w.c.taxonomy.find(f.category);
    return kind ? w.c.taxonomy.find_card(kind->safety_card) : nullptr;
}

void sound_alarm(work& w, case_code code) {
    case_entry rung;
    rung.what = action::alarm;
    w.record(code, std::move(rung));
    ring_duty(w, *w.find(code));
    const auto& f = *w.find(code);
    const auto* card = what_to_do_first(w, f);
    if (!card) card = w.c.taxonomy.find_card("person");
    if (!card) return;
    const auto words = card->text.in(f.intake.language);
    if (f.intake.reporter != person_id::nobody) return tell_resident(w, f, words);
    // Whoever types it in still has them on the phone.
    w.tell_staff(w.staff_text("group.say_now", {{"code", code_text(code)}, {"words", words}}), code, lane::alarm);
}

}  // namespace linli::staff
