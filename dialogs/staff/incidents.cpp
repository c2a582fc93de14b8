// One incident, many residents: reports of the same matter are joined to one case; its news go to all
// of them, and each keeps their own case to confirm and to rate.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {

void remember_incident(work& w, const case_file& f) {
    auto& known = w.office().incidents;
    std::erase_if(known, [&](const known_incident& i) { return i.code == f.code; });
    if (known.size() >= incidents_max) known.erase(known.begin());
    auto where = f.place;
    where.room.clear();  // what neighbours are asked must not say whose flat it began in
    known.push_back({f.code, f.category, std::move(where), f.created_at});
}

void merge(work& w, case_code child, case_code into) {
    const auto* f = w.find(into);
    if (!f || f->state >= state::resolved || f->incident != case_code::none) return explain(w, {"merge", {}}, child);
    if (rings(*w.find(child)) && !is_alarm(*f)) return explain(w, {"merge_alarm", {}}, child);
    const auto l = w.find(child)->intake.language;
    auto join = by_staff(w, action::join, std::string(name_of(l)));
    join.other = child;
    join.who = w.find(child)->intake.reporter;
    if (const auto room = advance(w.c, *f, join, w.now()); !room) return explain(w, room.error(), child);
    auto merged = by_staff(w, action::merge);
    merged.other = into;
    const auto moved = w.command(child, std::move(merged));
    if (!moved) return explain(w, moved.error(), child);
    w.record(into, std::move(join));
    remember_incident(w, *w.find(into));
    tell_resident(w, *w.find(child), joined_text(w.c, *w.find(into), l, child, w.now()));
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(child)}});
}

void propose_merge(work& w, const case_file& fresh_case, const case_file& like) {
    auto& o = w.tell_colleagues(w.staff_text("group.alike", {{"code", code_text(fresh_case.code)},
                                                             {"other", code_text(like.code)},
                                                             {"what", category_text(w.c, like.category, w.c.language)},
                                                             {"place", place_text(w.c, like.place, w.c.language)},
                                                             {"time", w.c.calendar.when(like.created_at, w.now())}}),
                                fresh_case.code);
    const auto other = std::to_string(static_cast<std::int64_t>(like.code));
    o.choices = {{1, w.staff_text("button.merge"), card_button(fresh_case, "merge-" + other)}};
    o.quiet = true;
}

void tell_joined(work& w, const case_file& f, const news_for& news) {
    for (const auto& j : f.joined) {
        auto text = news(j.language, j.code);
        if (text.empty()) continue;
        const auto to = j.reporter != person_id::nobody ? j.reporter : w.c.room;
        w.post(to, {"news", j.code, std::move(text), {}, f.code});
    }
}

void broadcast(work& w, const case_file& f, const case_entry& e) {
    if (e.what != action::resolve)
        return tell_joined(w, f, [&](language l, case_code as) { return news_of(w, f, e, l, as); });
    for (const auto& j : f.joined)
        w.post(j.reporter != person_id::nobody ? j.reporter : w.c.room, {"settle", j.code, e.text, {}, f.code});
}

}  // namespace linli::staff
