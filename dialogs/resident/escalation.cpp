// "Hurry", "nobody came", "I want whoever is in charge", "I shall call 12345": each goes one step further
// up, and none of them is argued with (docs/mechanism.md rows 44 and 45).
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr int urged_often = 3;  // then whoever leads hears of it

std::string owner_of(const work& w, const case_file& f) {
    return f.owner_name.empty() ? w.staff_text("state.nobody") : f.owner_name;
}

// Told in the group and to each of them directly.
std::string tell_above(work& w, const case_file& f, std::string_view who, std::string_view key,
                       std::string_view words) {
    const auto people = addressees(w.c, w.all_staff(), f, who, w.now());
    const auto names = names_of_members(people, w.c.language);
    const auto text = [&](const std::string& said_so) {
        return w.staff_text(
            key, {{"code", code_text(f.code)}, {"name", names}, {"owner", owner_of(w, f)}, {"words", quoted(said_so)}});
    };
    w.tell_staff(text(shown_words(f, std::string(words))), f.code);
    for (const auto& m : people)
        if (!accuses(f, m.person)) w.say_to(m.person, text(std::string(words)), lane::progress).about = f.code;
    return names.empty() ? w.text("state.somebody") : names;
}

void nobody_came(work& w, const case_file& f, const said& s) {
    const auto code = f.code;
    w.record(code, by_resident(w, action::complain, s.text));
    const auto names = tell_above(w, f, "lead", "group.ignored", s.text);
    w.say(w.text("escalated.ignored", {{"code", code_text(code)}, {"name", names}})).about = code;
}

void to_manager(work& w, const case_file& f, const said& s) {
    const auto code = f.code;
    const bool again = f.supervised;
    w.record(code, by_resident(w, action::complain, s.text));
    const auto names = tell_above(w, f, "manager", "group.escalated", s.text);
    if (!again)
        return void(w.say(w.text("escalated.manager", {{"code", code_text(code)}, {"name", names}})).about = code);
    w.self.armed = {};
    ask(w, {"mediation", code, w.text("escalated.again", {{"code", code_text(code)}, {"name", names}}),
            labels(w, {"choice.committee", "choice.neighbourhood", "choice.hotline", "choice.wait_for_manager"}), false,
            false});
}

void outside(work& w, const case_file& f, const said& s) {
    const auto code = f.code;
    w.record(code, by_resident(w, action::complain, s.text));
    const auto names = tell_above(w, f, "manager", "group.outside", s.text);
    w.say(w.text("escalated.outside", {{"code", code_text(code)}, {"name", names}})).about = code;
}

// The case that such words are about: an open one, else the newest that ended a short while ago.
const case_file* meant(const work& w) {
    if (const auto open = own_cases(w, true); !open.empty()) return open.front();
    for (const auto* f : own_cases(w, false))
        if (f->state == state::closed && w.now() - f->closed_at < w.c.timing.reopen_within) return f;
    return nullptr;
}

}  // namespace

bool escalates(work& w, const said& s) {
    if (!w.self.drafts.empty() || s.reading.life_safety != danger::none) return false;
    const auto& r = s.reading;
    const bool up = has_sign(r, "manager"), out = has_sign(r, "outside"), ignored = has_sign(r, "ignored");
    if (!up && !out && !ignored) return false;
    // A new matter that merely mentions them is a complaint like any other.
    const auto* f = meant(w);
    const bool about_it = r.guesses.empty() || !r.sure || r.guesses.front().category.starts_with("service.") ||
                          (f && same_trade(r.guesses.front().category, f->category));
    if (!f || !about_it) return false;
    w.keep_self = true;
    if (!is_open(f->state) && f->state != state::merged) {
        if (out) return outside(w, *f, s), true;
        reopen(w, f->code, s.text);
        if (const auto* again = w.find(f->code); is_open(again->state))
            w.record(again->code, by_resident(w, action::complain));
        return true;
    }
    if (out)
        outside(w, *f, s);
    else if (up)
        to_manager(w, *f, s);
    else
        nobody_came(w, *f, s);
    return true;
}

bool is_disputable(const case_file& f) { return f.outcome == outcome::unfounded || f.state == state::referred; }

bool objects(const std::string& words) {
    constexpr auto heads =
        std::to_array<std::string_view>({"不同意", "反对", "不服", "不认", "不接受", "意见", "异议", "disagree",
                                         "Disagree", "object", "not accept", "n't accept"});
    return std::ranges::any_of(heads, [&](std::string_view h) { return words.find(h) != std::string::npos; });
}

void urge(work& w, const said& s) {
    const auto open = own_cases(w, true);
    if (open.empty()) return status(w, case_code::none);
    const auto code = open.front()->code;
    w.record(code, by_resident(w, action::urge, s.text));
    const auto& f = *w.find(code);
    if (f.urged >= urged_often) {
        tell_above(w, f, "lead", "group.urged_often", s.text);
    } else {
        w.tell_staff(w.staff_text("group.urged", {{"code", code_text(code)},
                                                  {"name", f.owner_name},
                                                  {"words", quoted(shown_words(f, s.text))}}),
                     code);
        tell_judges(w, f, s.text);
    }
    w.say(w.text(f.owner_name.empty() ? "urged_more.unclaimed" : "urged",
                 {{"code", code_text(code)}, {"name", f.owner_name}}))
        .about = code;
}

void answer_mediation(work& w, const said& s, std::optional<int> digit) {
    const auto code = w.self.armed.about;
    const auto& f = *w.find(code);
    w.self.armed = {};
    if (!digit) {
        add_to_case(w, code, s, false);
        return answered(w);
    }
    const std::string_view where = *digit == 1   ? "committee"
                                   : *digit == 2 ? "neighbourhood"
                                   : *digit == 3 ? "hotline"
                                                 : "";
    if (where.empty()) {
        w.say(w.text("escalated.waits", {{"code", code_text(code)}}));
        return answered(w);
    }
    w.record(code, by_resident(w, action::comment, "mediation:" + std::string(where)));
    tell_above(w, f, *digit == 1 ? "committee" : "manager", "group.mediation",
               w.staff_text("choice." + std::string(where)));
    w.say(w.text("escalated." + std::string(where), {{"code", code_text(code)}})).about = code;
    answered(w);
}

}  // namespace linli::resident
