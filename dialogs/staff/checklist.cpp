// The checklist of a kind (SOP): shown on request, its steps ticked off by tap or left out with a reason.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

const checked_step* tick_of(const case_file& f, std::string_view step) {
    const auto found =
        std::find_if(f.checklist.begin(), f.checklist.end(), [&](const checked_step& t) { return t.step == step; });
    return found == f.checklist.end() ? nullptr : &*found;
}

std::string_view mark_of(const checked_step* t) { return !t ? "☐" : t->skipped.empty() ? "☑" : "⊘"; }

std::string list_tag(case_code code) { return "list:" + std::to_string(static_cast<std::int64_t>(code)); }

}  // namespace

void show_checklist(work& w, const case_file& f) {
    const auto* list = w.c.taxonomy.checklist_of(f.category);
    if (!list) return explain(w, {"no_checklist", {}}, f.code);
    std::string text =
        w.staff_text("checklist.head", {{"code", code_text(f.code)}, {"n", std::to_string(list->version)}});
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

namespace {

// False where it was refused, and said so.
bool ticked(work& w, case_code code, const checklist& list, const checklist_step& step, const std::string& skipped) {
    auto e = by_staff(w, action::tick_off, skipped);
    e.who_name = step.id;
    e.number = list.version;
    const auto moved = w.command(code, std::move(e));
    if (!moved)
        explain(w, moved.error(), code);
    else
        w.out.toast = step.text.in(w.c.language);
    return static_cast<bool>(moved);
}

}  // namespace

void tick_off(work& w, case_code code, const std::vector<std::string>& which, const std::string& skipped) {
    const auto* list = w.c.taxonomy.checklist_of(w.find(code)->category);
    if (!list) return explain(w, {"no_checklist", {}}, code);
    std::vector<std::size_t> steps;
    for (const auto& one : which) {
        std::size_t number = 0;
        std::from_chars(one.data(), one.data() + one.size(), number);
        std::size_t i = 0;
        while (i < list->steps.size() && list->steps[i].id != one && i + 1 != number) ++i;
        if (i == list->steps.size()) return explain(w, {"no_such_step", {}}, code);
        steps.push_back(i);
    }
    for (const auto i : steps)
        if (!ticked(w, code, *list, list->steps[i], skipped)) return;
    show_checklist(w, *w.find(code));
}

void tick_all(work& w, case_code code) {
    const auto* list = w.c.taxonomy.checklist_of(w.find(code)->category);
    if (!list) return explain(w, {"no_checklist", {}}, code);
    std::vector<std::string> open;
    for (const auto& step : list->steps)
        if (!tick_of(*w.find(code), step.id)) open.push_back(step.id);
    tick_off(w, code, open, {});
}

bool all_done(std::string_view words) {
    while (ends_with_any(words, {"了", "。", "！", "!", " "}))
        words.remove_suffix(words.ends_with(" ") || words.ends_with("!") ? 1 : 3);
    for (std::string_view all : {"都做", "全做", "都做完", "全做完", "全部做", "全都做", "都好", "做完", "都完成",
                                 "全部完成", "all done", "All done", "done all"})
        if (words == all) return true;
    return false;
}

std::vector<std::string> numbers_at(std::string_view& words) {
    std::vector<std::string> out;
    for (;;) {
        const auto digits = leading_digits(words);
        if (digits == 0) return out;
        auto rest = words.substr(digits);
        const bool ended = rest.empty() || starts_with_any(rest, {" ", ",", "，", "、"});
        if (!ended) return out;  // "3楼没有电梯"
        out.emplace_back(words.substr(0, digits));
        while (starts_with_any(rest, {" ", ",", "，", "、"}))
            rest.remove_prefix(rest.starts_with(' ') || rest.starts_with(',') ? 1 : 3);
        words = rest;
    }
}

}  // namespace linli::staff
