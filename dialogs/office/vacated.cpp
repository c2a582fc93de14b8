// A case whose owner left the staff: nobody has it, so everybody may take it.
#include "dialogs/cards.hpp"
#include "dialogs/office/office.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::office_work {

void vacate(work& w, const prompt& p) {
    const auto* f = w.find(p.about);
    if (!f || f->owner == person_id::nobody || w.staff(f->owner)) return;
    const auto code = p.about;
    const auto left = f->owner_name;
    if (!w.command(code, by_bot(action::vacate, left))) return;
    f = w.find(code);
    const bool danger = is_alarm(*f) && f->safe_at == instant{};
    auto& o = w.tell_colleagues(w.staff_text("group.vacated", {{"code", code_text(code)}, {"name", left}}), code,
                                "offer", danger ? lane::alarm : lane::progress);
    o.choices = {{1, w.staff_text("button.take"), card_button(*f, "take")}};
    if (danger) staff::ring_duty(w, *w.find(code));
}

}  // namespace linli::office_work
