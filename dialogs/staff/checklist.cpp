// The checklist of a kind (SOP): shown on request, its steps ticked off by tap or left out with a reason.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

const checked_step* tick_of(const case_file& f, std::string_view step) {
    const auto found = std::find_if(f.checklist.begin(), f.checklist.end(),
                                    [&](const checked_step& t) { return t.step == step; });
    return found == f.checklist.end() ? nullptr : &*found;
}

std::string_view mark_of(const checked_step* t) { return !t ? "☐" : t->skipped.empty() ? "☑" : "⊘"; }

std::string list_tag(case_code code) { return "list:" + std::to_string(static_cast<std::int64_t>(code)); }

}  // namespace

void show_checklist(work& w, const case_file& f) {
    const auto* list = w.c.taxonomy.checklist_of(f.category);
    if (!list) return explain(w, {"no_checklist", {}}, f.code);
    std::string text = w.staff_text("checklist.head", {{"code", code_text(f.code)}, {"n", std::to_string(list->version)}});
    std::vector<choice> choices;
    int number = 0;
    for (const auto& step : list->steps) {
        ++number;
        const auto* t = tick_of(f, step.id);
        text += fmt::format("\n{} {} {}{}", mark_of(t), number, step.text.in(w.c.language),
                            step.must ? w.staff_text("checklist.must") : "");
        if (t && !t->skipped.empty()) text += " — " + quoted(t->skipped, 80);
        if (!t) choices.push_back({number, fmt::format("☑ {}", number), card_button(f, "tick-" + step.id)});
    }
    auto& o = w.tell_staff(std::move(text), f.code);
    o.tag = list_tag(f.code);
    o.choices = std::move(choices);
    o.quiet = true;
}

void tick_off(work& w, case_code code, std::string_view which, const std::string& skipped) {
    const auto* list = w.c.taxonomy.checklist_of(w.find(code)->category);
    if (!list) return explain(w, {"no_checklist", {}}, code);
    std::size_t number = 0;
    std::from_chars(which.data(), which.data() + which.size(), number);
    for (std::size_t i = 0; i < list->steps.size(); ++i) {
        const auto& step = list->steps[i];
        if (step.id != which && i + 1 != number) continue;
        auto e = by_staff(w, action::tick_off, skipped);
        e.who_name = step.id;
        e.number = list->version;
        const auto moved = w.command(code, std::move(e));
        if (!moved) return explain(w, moved.error(), code);
        w.out.toast = step.text.in(w.c.language);
        return show_checklist(w, *w.find(code));
    }
    explain(w, {"no_such_step", {}}, code);
}

}  // namespace linli::staff
