// The desk's work in the room: the list of cases, menus, and who belongs to the staff.
#include <fmt/format.h>

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/cases/priority.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t listed = 20;      // cases in one message
constexpr std::size_t asking_max = 50;  // people who may wait for approval

void recategorise(work& w, case_code code, std::string_view id) {
    const auto* sub = w.c.taxonomy.find(id);
    if (!sub) return;
    const auto& f = *w.find(code);
    const bool was_alarm = is_alarm(f);
    auto e = by_staff(w, action::recategorise, sub->id);
    e.departments.push_back(sub->department);
    e.departments.insert(e.departments.end(), sub->co_departments.begin(), sub->co_departments.end());
    // A life-safety case stays one: changing its kind must not lower its urgency by accident.
    const severity s{urgency_of(sub->priority), f.intake.impact};
    e.number = static_cast<int>(was_alarm || sub->life_safety ? priority::p0 : priority_of(w.c.taxonomy, s));
    if (const auto moved = w.command(code, std::move(e)); !moved) return explain(w, moved.error(), code);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
    if (sub->life_safety && !was_alarm)
        raise_alarm(w, code, {});
    else if (sub->life_safety)
        tell_first_steps(w, code);
}

// `answered` says what an answer in words is: no answer to a menu is for the resident.
void offer(work& w, const case_file& f, std::string text, std::string_view answered,
           std::vector<std::pair<std::string, std::string>> buttons) {
    auto& o = w.say_to(w.e.room, std::move(text));
    o.about = f.code;
    o.tag = std::string(answered) + w.f.token;
    o.reply_to_tag = card_tag(f.code);
    int digit = 0;
    for (auto& [label, does] : buttons) o.choices.push_back({++digit, std::move(label), card_button(f, does)});
}

}  // namespace

void menu_of_people(work& w, const case_file& f, std::string_view unknown) {
    std::vector<std::pair<std::string, std::string>> buttons;
    for (const auto& m : w.all_staff())
        buttons.emplace_back(m.name, "to-" + std::to_string(static_cast<std::int64_t>(m.person)));
    offer(w, f,
          w.staff_text(unknown.empty() ? "menu.assign" : "menu.assign_nobody",
                       {{"code", code_text(f.code)}, {"name", quoted(unknown, 40)}}),
          "askfor:assign:", std::move(buttons));
    if (w.e.room == w.e.sender) wait_for_words(w, verb::assign, f.code);  // what they write next is the name
}

void menu(work& w, const case_file& f, std::string_view does) {
    constexpr std::string_view only_taps = "staff:menu:";
    const auto code = code_text(f.code);
    std::vector<std::pair<std::string, std::string>> buttons;
    if (does == "assign") return menu_of_people(w, f, {});
    if (does == "category") {
        for (const auto& c : w.c.taxonomy.categories) buttons.emplace_back(c.name.in(w.c.language), "in-" + c.id);
        return offer(w, f, w.staff_text("menu.category", {{"code", code}}), only_taps, std::move(buttons));
    }
    if (does.starts_with("in-")) {
        for (const auto& c : w.c.taxonomy.categories)
            if (c.id == does.substr(3))
                for (const auto& s : c.subcategories) buttons.emplace_back(s.name.in(w.c.language), "as-" + s.id);
        return offer(w, f, w.staff_text("menu.category", {{"code", code}}), only_taps, std::move(buttons));
    }
    if (does.starts_with("as-")) return recategorise(w, f.code, does.substr(3));
    if (does.starts_with("to-")) {
        for (const auto& m : w.all_staff())
            if (std::to_string(static_cast<std::int64_t>(m.person)) == does.substr(3)) {
                return offer_to(w, f, m.person, m.name);
            }
    }
    w.out.toast = w.staff_text("refused.button");
}

void list_cases(work& w) {
    std::vector<const case_file*> open;
    for (const auto& f : w.v.open_cases.value_or(std::span<const case_file>{})) open.push_back(&f);
    std::sort(open.begin(), open.end(), [](const case_file* a, const case_file* b) {
        return std::pair{a->priority, a->created_at} < std::pair{b->priority, b->created_at};
    });
    std::string text;
    for (std::size_t i = 0; i < std::min(listed, open.size()); ++i) {
        const auto* f = open[i];
        text +=
            fmt::format("{} {} {} {} {}\n", name_of(f->priority), code_text(f->code), state_text(w.c, *f, w.c.language),
                        place_text(w.c, f->place, w.c.language), quoted(shown_words(*f, f->intake.summary), 60));
    }
    if (open.empty())
        text = w.staff_text("list.none");
    else
        text = w.staff_text("list.head", {{"n", std::to_string(open.size())}}) + "\n" + text;
    while (text.ends_with('\n')) text.pop_back();
    w.say_to(w.e.room, std::move(text));
}

// "/priority CP-0412 P1 基坑在进水": by somebody above the department, with the reason.
void prioritise(work& w, case_code code, const std::string& rest) {
    const auto level = named<priority>(rest.size() >= 2 ? "P" + rest.substr(1, 1) : "");
    if (!level || (rest[0] != 'P' && rest[0] != 'p')) return explain(w, {"priority", {}}, code);
    auto reason = rest.substr(2);
    reason.erase(0, std::min(reason.find_first_not_of(' '), reason.size()));
    auto e = by_staff(w, action::prioritise, reason);
    e.number = static_cast<int>(*level);
    const bool raises = *level == priority::p0 && !is_alarm(*w.find(code));
    if (const auto moved = w.command(code, std::move(e)); !moved) return explain(w, moved.error(), code);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
    if (raises) raise_alarm(w, code, reason);
}

void join(work& w) {
    const auto name = quoted(w.e.sender_name, 40);
    if (w.staff(w.e.sender)) return void(w.say_to(w.e.room, w.staff_text("join.already", {{"name", name}})));
    auto& o = w.office();
    const bool waiting =
        std::any_of(o.asking.begin(), o.asking.end(), [&](const member& m) { return m.person == w.e.sender; });
    if (!waiting && o.asking.size() < asking_max) o.asking.push_back({w.e.sender, name, role::engineer, {}});
    const auto who = std::to_string(static_cast<std::int64_t>(w.e.sender));
    auto& q = w.say_to(w.e.room, w.staff_text("join.asked", {{"name", name}}));
    q.tag = "join:" + who;
    q.choices = {{1, w.staff_text("button.approve"), "j:ok:" + who},
                 {2, w.staff_text("button.decline"), "j:no:" + who}};
}

bool admits(const work& w) {
    const auto* me = w.staff(w.e.sender);
    const auto all = w.all_staff();
    const bool a_manager_exists =
        std::any_of(all.begin(), all.end(), [](const member& m) { return m.role == role::manager; });
    return me && (me->role == role::manager || (!a_manager_exists && oversees(me->role)));
}

void decide_join(work& w, bool welcome, person_id who) {
    if (!admits(w)) {
        w.out.toast = w.staff_text("refused.manager_only");
        return;
    }
    auto& o = w.office();
    const auto asking =
        std::find_if(o.asking.begin(), o.asking.end(), [&](const member& m) { return m.person == who; });
    if (asking == o.asking.end()) {
        w.out.toast = w.staff_text("refused.button");
        return;
    }
    const auto one = *asking;
    o.asking.erase(asking);
    if (welcome) {
        std::erase(o.left, who);
        o.members.push_back(one);
    }
    auto& done = w.say_to(w.c.room, w.staff_text(welcome ? "join.welcome" : "join.declined", {{"name", one.name}}));
    done.tag = "join:" + std::to_string(static_cast<std::int64_t>(who));
}

}  // namespace linli::staff
