// The work on a case: verified, visited, planned, made safe, waiting, done.
#include <algorithm>
#include <array>
#include <cctype>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr span_of_time plan_without_consent = std::chrono::days{3};  // longer ones a lead approves

struct finding {
    bool holds = false;
    std::string why;
};

// "属实，是楼上漏的", "no - nothing there": what was found. Anything else is a question for the resident.
std::optional<finding> finding_in(std::string_view words) {
    struct spelling {
        std::string_view word;
        bool holds;
        bool alone;  // ends at a mark; the others say it in any sentence
    };
    constexpr std::array spellings{
        spelling{"不属实", false, false}, spelling{"属实", true, false}, spelling{"不对", false, true},
        spelling{"不是", false, true},    spelling{"对", true, true},    spelling{"是", true, true},
        spelling{"ok", true, true},       spelling{"yes", true, true},   spelling{"no", false, true}};
    constexpr std::array<std::string_view, 14> marks{" ",  "\n", ",",  ".",  "!",  ":", "-",
                                                     "，", "。", "！", "：", "、", "–", "—"};
    for (std::string_view asks : {"吗", "？", "?", "是否", "与否", "属实不属实"})
        if (words.find(asks) != words.npos) return std::nullopt;
    const auto mark_at = [&](std::string_view s) {
        const auto found =
            std::find_if(marks.begin(), marks.end(), [&](std::string_view m) { return s.starts_with(m); });
        return found == marks.end() ? std::size_t{0} : found->size();
    };
    std::string lower(words);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const auto& s : spellings) {
        if (!lower.starts_with(s.word)) continue;
        auto why = words.substr(s.word.size());
        if (s.alone && !why.empty() && mark_at(why) == 0) continue;
        while (const auto size = mark_at(why)) why.remove_prefix(size);
        return finding{s.holds, std::string(why)};
    }
    return std::nullopt;
}

// Nobody can be promised a time that is over.
bool refused_as_past(work& w, case_code code, std::optional<instant> at) {
    if (!at || *at > w.now()) return false;
    const bool today = w.c.calendar.date_of(*at) == w.c.calendar.date_of(w.now());
    explain(w, {today ? "past_today" : "past", w.c.calendar.when(*at, w.now())}, code);
    return true;
}

// Of a case that nobody owns: why this step could not be done by whoever takes it for that. An alarm must not fall
// silent because of a step that was refused.
std::optional<refused> refused_untaken(const work& w, case_file f, const case_entry& step) {
    if (f.owner != person_id::nobody) return std::nullopt;
    const auto taken = advance(w.c, f, by_staff(w, action::take), w.now());
    if (!taken) return std::nullopt;  // said by taking it
    apply(f, *taken);
    const auto done = advance(w.c, f, step, w.now());
    return done ? std::nullopt : std::optional(done.error());
}

// A time that is over, or of which nobody knows which it is, is asked for before anything is done.
bool asked_for_time(work& w, case_code code, const std::string& rest, std::optional<instant> at) {
    if (!unclear_time(w.c.calendar, rest, w.now())) return refused_as_past(w, code, at);
    explain(w, {"needs_time", {}}, code);
    return true;
}

// What a verifier wants to know: the person's earlier cases, and what else is open nearby.
void show_background(work& w, const case_file& f) {
    int nearby = 0;
    std::string list;
    for (const auto& other : w.v.open_cases.value_or(std::span<const case_file>{})) {
        const bool near = other.code != f.code && !f.place.building.empty() && other.place.building == f.place.building;
        if (!near || ++nearby > 3) continue;
        list += "\n" + code_text(other.code) + " " + category_text(w.c, other.category, w.c.language) + " " +
                place_text(w.c, other.place, w.c.language);
    }
    int theirs = 0;
    for (const auto& other : w.v.open_cases.value_or(std::span<const case_file>{}))
        theirs += other.code != f.code && other.intake.reporter == f.intake.reporter &&
                  f.intake.reporter != person_id::nobody;
    w.tell_colleagues(w.staff_text("group.background", {{"code", code_text(f.code)},
                                                        {"theirs", std::to_string(theirs)},
                                                        {"nearby", std::to_string(nearby)},
                                                        {"list", list}}),
                      f.code, "verify");
}

// Whoever does the first step of a case that nobody owns takes it with that. False: it was refused, and said why.
bool do_step(work& w, case_code code, case_entry e) {
    if (const auto why = refused_untaken(w, *w.find(code), e)) return explain(w, *why, code), false;
    if (!taken_over(w, code)) return false;
    move_case(w, code, std::move(e));
    return true;
}

// With the numbers that it asks for; what answers it ticks them off.
void show_musts(work& w, case_code code) {
    for (auto& o : w.out.send)
        if (o.tag == "refused:" + w.f.token) o.tag = "staff:list:" + w.f.token;
    show_checklist(w, *w.find(code));
}

}  // namespace

void step_by_owner(work& w, case_code code, action what, const std::string& rest) {
    do_step(w, code, by_staff(w, what, rest));
}

void verify(work& w, case_code code, const std::string& rest) {
    if (rest.empty()) return show_background(w, *w.find(code));
    const auto found = finding_in(rest);
    if (!found) return step_by_owner(w, code, action::verify_ask, rest);
    auto e = by_staff(w, action::verify, found->why);
    if (!found->holds && e.text.empty()) return explain(w, {"needs_text", {}}, code);
    e.number = found->holds;
    do_step(w, code, std::move(e));
}

bool says_finding(std::string_view words) { return finding_in(words).has_value(); }

void visit(work& w, case_code code, const std::string& rest) {
    auto e = by_staff(w, action::offer_slots, rest);
    e.slots = find_slots(w.c.calendar, rest, w.now());
    for (const auto& s : e.slots)
        if (refused_as_past(w, code, s.from)) return;
    do_step(w, code, std::move(e));
}

void plan(work& w, case_code code, const std::string& rest) {
    const auto until = find_time(w.c.calendar, rest, w.now());
    if (asked_for_time(w, code, rest, until)) return;
    auto e = by_staff(w, action::plan, rest);
    e.until = until.value_or(instant{});
    e.cost = cost_in(rest);
    const bool far = e.until != instant{} && e.until - w.now() > plan_without_consent;
    const bool consent = (!e.cost.empty() || far) && !leads(e.actor_role);
    if (consent) e.what = action::propose;
    if (!do_step(w, code, std::move(e))) return;
    const auto* f = w.find(code);
    if (!consent || f->plans.empty() || !f->plans.back().approved_by.empty()) return;
    const auto lead = addressees(w.c, w.all_staff(), *f, "lead", w.now());
    auto& o = w.tell_colleagues(
        w.staff_text("group.wants_consent",
                     {{"code", code_text(code)}, {"words", rest}, {"name", names_of_members(lead, w.c.language)}}),
        code, "plan");
    o.choices = {{1, w.staff_text("button.approve_plan"), card_button(*f, "approve")}};
}

void wait(work& w, case_code code, const std::string& rest) {
    const auto until = find_time(w.c.calendar, rest, w.now());
    if (asked_for_time(w, code, rest, until)) return;
    auto e = by_staff(w, action::wait, rest);
    e.until = until.value_or(instant{});
    do_step(w, code, std::move(e));
}

namespace {

// The work is done, and nobody had agreed to the plan for it: what that means for its price.
void tell_unagreed_plan(work& w, const case_file& f) {
    if (f.plans.empty()) return;
    const auto& p = f.plans.back();
    const bool unapproved = p.approved_by.empty();
    if (!unapproved && (p.cost.empty() || p.answer == "agreed")) return;
    const auto key =
        unapproved ? (p.cost.empty() ? "group.plan_dropped" : "group.plan_dropped_cost") : "group.plan_unagreed";
    w.tell_colleagues(
        w.staff_text(key, {{"code", code_text(f.code)}, {"name", f.owner_name}, {"words", p.text}, {"cost", p.cost}}),
        f.code);
}

}  // namespace

void done(work& w, const said& s, case_code code, const std::string& rest) {
    if (rest.empty()) return explain(w, {"needs_text", {}}, code);
    if (says_not_done(rest)) return explain(w, {"not_done", {}}, code);
    auto e = by_staff(w, action::resolve, rest);
    e.attachments = s.attachments;
    e.number = static_cast<int>(s.media.size());  // photos that are still on their way
    const bool was_open = w.find(code)->state < state::resolved;
    const bool tried = do_step(w, code, std::move(e));
    if (w.out.note == "refused:must_do") show_musts(w, code);
    if (!tried || !was_open || w.find(code)->state != state::resolved) return;
    fetch_all(w, s, code, false);
    tell_unagreed_plan(w, *w.find(code));
}

}  // namespace linli::staff
