// Whose case it is: taken, handed over with the other's consent, handed back.
#include <algorithm>
#include <charconv>

#include "dialogs/cards.hpp"
#include "dialogs/staff/coming.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

// The member whose name this is, or the only one whose name holds it.
const member* named_member(const std::vector<member>& all, std::string_view name) {
    if (name.starts_with("@")) name.remove_prefix(1);
    if (name.empty()) return nullptr;
    const member* found = nullptr;
    for (const auto& m : all) {
        if (m.name == name) return &m;
        if (m.name.find(name) == std::string::npos) continue;
        if (found) return nullptr;
        found = &m;
    }
    return found;
}

// As they stand in the menu: "2", "２".
const member* numbered_member(const std::vector<member>& all, std::string_view written) {
    const auto number = narrowed(written);
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), n);
    const bool whole = error == std::errc{} && end == number.data() + number.size();
    return whole && n >= 1 && n <= all.size() ? &all[n - 1] : nullptr;
}

// What the group does not see, whoever has it must know.
void tell_withheld(work& w, case_code code) {
    const auto* f = w.find(code);
    if (!f->intake.words_withheld || f->owner != w.e.sender) return;
    std::string all;
    for (const auto& words : f->intake.words) all += (all.empty() ? "" : " / ") + words;
    w.say_to(f->owner, w.staff_text("group.of_staff", {{"code", code_text(code)}, {"words", quoted(all)}})).about =
        code;
}

void accept(work& w, const case_file& f) {
    auto e = by_staff(w, action::assign);
    e.who = e.actor;
    e.who_name = e.actor_name;
    const auto code = f.code;
    move_case(w, code, std::move(e));
    tell_withheld(w, code);
}

}  // namespace

void take_case(work& w, case_code code) {
    const auto* f = w.find(code);
    if (f && f->offered_to != person_id::nobody && f->offered_to == w.e.sender) return accept(w, *f);
    move_case(w, code, by_staff(w, action::take));
    if (f = w.find(code); !f || f->owner != w.e.sender || f->state != state::working) return;
    tell_withheld(w, code);
    const auto* sub = w.c.taxonomy.find(f->category);
    if (sub && sub->verify && f->verified.empty())
        w.tell_colleagues(w.staff_text("group.verify_first", {{"code", code_text(code)}}), code, "verify").quiet = true;
}

void offer_to(work& w, const case_file& f, person_id who, const std::string& name) {
    if (who == w.e.sender) return take_case(w, f.code);  // nobody hands a case over to themselves
    auto e = by_staff(w, action::offer);
    e.who = who;
    e.who_name = name;
    const auto code = f.code;
    const auto moved = w.command(code, std::move(e));
    if (!moved) return explain(w, moved.error(), code);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(w.c.timing.hand_over).count();
    const auto text = w.staff_text(
        "group.offered",
        {{"code", code_text(code)}, {"name", name}, {"by", moved->actor_name}, {"n", std::to_string(minutes)}});
    const auto& file = *w.find(code);
    const std::vector<choice> choices{{1, w.staff_text("button.accept"), card_button(file, "accept")},
                                      {2, w.staff_text("button.turn_down"), card_button(file, "decline")}};
    w.tell_colleagues(text, code, "offer").choices = choices;
    auto tag = w.colleagues_tag("offer");
    auto& direct = w.say_to(who, text);
    direct.tag = std::move(tag);
    direct.about = code;
    direct.choices = choices;
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
}

void assign(work& w, case_code code, const std::string& who) {
    const auto all = w.all_staff();
    const auto* f = w.find(code);
    const auto name =
        std::string_view(who).substr(0, who.size() - (who.ends_with("吧") ? std::string_view("吧").size() : 0));
    const auto* m = named_member(all, name);
    if (!m) m = numbered_member(all, name);
    if (m)
        offer_to(w, *f, m->person, m->name);
    else
        menu_of_people(w, *f, who);
}

void decline(work& w, case_code code) {
    const auto* f = w.find(code);
    if (may_give_back(*f, w.e.sender)) return give_back(w, code, {});
    if (f->offered_to != w.e.sender) return explain(w, {"not_offered", {}}, code);
    const auto owner = f->owner_name;
    const auto moved = w.command(code, by_staff(w, action::hand_back));
    if (!moved) return explain(w, moved.error(), code);
    w.tell_colleagues(w.staff_text("group.declined", {{"code", code_text(code)},
                                                      {"name", by_staff(w, action::note).actor_name},
                                                      {"owner", owner.empty() ? w.staff_text("state.nobody") : owner}}),
                      code);
}

bool may_give_back(const case_file& f, person_id who) {
    const bool seen = f.onsite_at != instant{} || f.safe_at != instant{};
    return is_alarm(f) && f.owner == who && who != person_id::nobody && f.state < state::resolved && !seen;
}

// It is nobody's again and rings at once; whoever is in danger hears so, too.
void give_back(work& w, case_code code, std::string_view words) {
    const auto name = by_staff(w, action::note).actor_name;
    const auto moved = w.command(code, by_staff(w, action::vacate, name));
    if (!moved) return explain(w, moved.error(), code);
    const auto& f = *w.find(code);
    const auto text = w.staff_text("group.given_back", {{"code", code_text(code)},
                                                        {"name", name},
                                                        {"what", category_text(w.c, f.category, w.c.language)},
                                                        {"place", place_text(w.c, f.place, w.c.language)},
                                                        {"words", quoted(words)}});
    const choice take{1, w.staff_text("button.take"), card_button(f, "take")};
    for (const auto room : rooms_of(w.c, f)) {
        auto& o = w.tell_colleagues(text, code, "alarm", lane::alarm);
        o.to = room;
        o.choices = {take};
    }
    for (const auto& m : w.all_staff()) {
        if (m.person == w.e.sender) continue;
        auto& o = w.say_to(m.person, text, lane::alarm);
        o.about = code;
        o.choices = {take};
    }
    w.out.toast = w.staff_text("private.given_back", {{"code", code_text(code)}});
    const auto news = [&](language l, case_code as) {
        return w.c.texts.say(l, "told.given_back", {{"code", code_text(as)}, {"name", name}, {"phone", w.c.emergency}});
    };
    tell_resident(w, f, news(f.intake.language, code));
    tell_joined(w, *w.find(code), news);
    w.record(code, by_staff(w, action::alarm));
    w.record(code, by_staff(w, action::alarm_told));
}

void tell_reopened(work& w, case_code code, const std::string& words) {
    const auto& f = *w.find(code);
    const bool again = f.reopened > 1;
    const auto all = w.all_staff();
    auto above = addressees(w.c, all, f, "lead", w.now());
    if (again)
        for (const auto& m : addressees(w.c, all, f, "manager", w.now()))
            if (std::find(above.begin(), above.end(), m) == above.end()) above.push_back(m);
    const auto key = again                          ? "group.reopened_again"
                     : f.owner == person_id::nobody ? "group.reopened_free"
                                                    : "group.reopened";
    const auto text = w.staff_text(key, {{"code", code_text(code)},
                                         {"name", f.owner_name},
                                         {"lead", names_of_members(above, w.c.language)},
                                         {"words", quoted(shown_words(f, words))}});
    w.tell_colleagues(text, code);
    if (f.owner != person_id::nobody && !w.staff(f.owner))
        w.post(w.c.room, {"vacated", code, {}, {}});  // they left meanwhile
    if (!again) return;
    for (const auto& m : above)
        if (m.person != w.e.sender) w.say_to(m.person, text, lane::progress).about = code;
}

void ring_duty(work& w, const case_file& f) {
    if (f.priority > priority::p1 || w.c.roster.empty()) return;
    const auto text = w.staff_text("group.duty", {{"code", code_text(f.code)},
                                                  {"priority", name_of(f.priority)},
                                                  {"what", category_text(w.c, f.category, w.c.language)},
                                                  {"place", place_text(w.c, f.place, w.c.language)}});
    for (const auto& m : on_duty(w.c, w.all_staff(), f.departments.front(), w.now())) {
        auto& o = w.say_to(m.person, text, lane::alarm);
        o.about = f.code;
        o.choices = {{1, w.staff_text("button.take"), card_button(f, "take")}};
    }
}

bool taken_over(work& w, case_code code) {
    const auto* f = w.find(code);
    if (!f || f->owner != person_id::nobody || !is_open(f->state)) return f != nullptr;
    const auto moved = w.command(code, by_staff(w, action::take));
    if (!moved) explain(w, moved.error(), code);
    return static_cast<bool>(moved);
}

}  // namespace linli::staff
