#include "dialogs/cases/lifecycle.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "dialogs/cases/status_rules.hpp"

namespace linli {
namespace {

using namespace status;

constexpr int waits_without_lead = 2;
constexpr int appeals_max = 1;  // against being referred elsewhere; then the desk decides

bool is_staff(const case_entry& e) { return e.actor_role != role::resident && e.actor_role != role::bot; }

// Nobody judges a complaint of themselves, nor is it given to them.
std::optional<refused> of_themselves(const case_file& f, const case_entry& e) {
    if (is_staff(e) && accuses(f, e.actor)) return refused{"accused", {}};
    if (e.what == action::offer && accuses(f, e.who)) return refused{"accused_other", e.who_name};
    return std::nullopt;
}

std::optional<refused> who_may(const case_file& f, const case_entry& e, const rule& r) {
    if (r.may == who::anybody) return std::nullopt;
    if (e.actor_role == role::resident) return refused{"role", {}};
    if (r.may == who::leads && !leads(e.actor_role)) return refused{"leads_only", {}};
    const bool for_resident = e.actor_role == role::bot;
    if (r.may == who::overseers && !oversees(e.actor_role) && !for_resident) return refused{"desk_only", {}};
    if (r.may != who::owner || f.owner == e.actor || oversees(e.actor_role)) return std::nullopt;
    return f.owner == person_id::nobody ? refused{"unclaimed", {}} : refused{"not_owner", f.owner_name};
}

bool mended_in_vain(const case_file& f, person_id who) { return who != person_id::nobody && f.in_vain == who; }

// "Any member of the department": of those who were put into departments, where the case's has some. Whoever
// oversees them all takes every case, and a danger is anybody's.
bool of_another_department(const community& c, const case_file& f, const case_entry& e) {
    if (oversees(e.actor_role) || is_alarm(f)) return false;
    const auto works_here = [&](const member& m) {
        return std::find_first_of(m.departments.begin(), m.departments.end(), f.departments.begin(),
                                  f.departments.end()) != m.departments.end();
    };
    const auto me =
        std::find_if(c.members.begin(), c.members.end(), [&](const member& m) { return m.person == e.actor; });
    if (me == c.members.end() || me->departments.empty() || works_here(*me)) return false;
    return std::any_of(c.members.begin(), c.members.end(), works_here);
}

std::optional<refused> taking(const community& c, const case_file& f, const case_entry& e) {
    if (at_work & in(f.state)) return refused{f.owner == e.actor ? "yours_already" : "taken", f.owner_name};
    if (!(in(f.state) & any_of(state::received, state::dispatched))) return std::nullopt;
    if (of_another_department(c, f, e)) {
        const auto* d = f.departments.empty() ? nullptr : c.taxonomy.find_department(f.departments.front());
        return refused{"other_department", d ? d->name.in(c.language) : std::string()};
    }
    if (mended_in_vain(f, e.actor) && !leads(e.actor_role) && !is_alarm(f)) return refused{"in_vain", {}};
    const bool somebody_elses = f.owner != person_id::nobody && f.owner != e.actor && !rings(f);
    if (somebody_elses && !oversees(e.actor_role)) return refused{"taken", f.owner_name};
    return std::nullopt;
}

// What the checklist still wants before the work may be called done; empty when nothing.
std::string undone_musts(const community& c, const case_file& f) {
    const auto* list = c.taxonomy.checklist_of(f.category);
    std::string out;
    if (!list) return out;
    for (const auto& step : list->steps) {
        const bool ticked = std::any_of(f.checklist.begin(), f.checklist.end(),
                                        [&](const checked_step& t) { return t.step == step.id; });
        if (!step.must || ticked) continue;
        if (!out.empty()) out += c.language == language::zh ? "、" : ", ";
        out += step.text.in(c.language);
    }
    return out;
}

std::optional<refused> resolving(const community& c, const case_file& f, const case_entry& e) {
    const bool same_person = f.intake.repeat_owner != person_id::nobody && f.intake.repeat_owner == e.actor;
    if (same_person && !leads(e.actor_role)) return refused{"same_person", {}};
    if (auto missing = undone_musts(c, f); !missing.empty()) return refused{"must_do", std::move(missing)};
    const auto* sub = c.taxonomy.find(f.category);
    const bool photo_wanted = c.after_photo || (sub && sub->after_photo);
    const bool has_photo = !e.attachments.empty() || !f.result_attachments.empty() || e.number > 0;
    if (photo_wanted && !has_photo) return refused{"needs_photo", {}};
    return std::nullopt;
}

// "No smell here" may be wrong: somebody has been there, and whoever says so answers for the department.
std::optional<refused> rejecting(const case_file& f, const case_entry& e) {
    if (!is_alarm(f)) return std::nullopt;
    if (f.onsite_at == instant{}) return refused{"alarm_unseen", {}};
    if (!leads(e.actor_role)) return refused{"alarm_lead", {}};
    return std::nullopt;
}

std::optional<refused> reopening(const community& c, const case_file& f, const case_entry& e, instant now) {
    if (f.state == state::merged || oversees(e.actor_role)) return std::nullopt;
    if (f.state == state::referred && f.appeals >= appeals_max) return refused{"appealed", {}};
    const bool asked_by_us = f.followed_up_at != instant{} && f.follow_up == "asked";
    const auto ended = std::max(f.resolved_at, f.closed_at);
    if (!asked_by_us && now > ended + c.timing.reopen_within) return refused{"too_late", {}};
    if (f.outcome == outcome::unfounded && e.actor_role == role::bot) return refused{"closed", {}};
    return std::nullopt;
}

bool awaits_consent(const case_file& f) { return !f.plans.empty() && f.plans.back().approved_by.empty(); }

std::optional<refused> own_guard(const community& c, const case_file& f, const case_entry& e, instant now) {
    switch (e.what) {
        case action::take:
            return taking(c, f, e);
        case action::assign:
            if (f.offered_to != e.actor || e.who != e.actor) return refused{"not_offered", {}};
            return std::nullopt;
        case action::make_safe:
            if (f.safe_at != instant{}) return refused{"not_now", {}};
            return std::nullopt;
        case action::offer:
            if (e.who == f.owner) return refused{"owner_already", f.owner_name};
            if (mended_in_vain(f, e.who) && !leads(e.actor_role)) return refused{"in_vain_too", e.who_name};
            return std::nullopt;
        case action::hand_back:
            if (f.offered_to == person_id::nobody) return refused{"not_offered", {}};
            return std::nullopt;
        case action::wait:
            if (e.until <= now) return refused{"needs_date", {}};
            if (f.waits >= waits_without_lead && !leads(e.actor_role)) return refused{"waits", {}};
            return std::nullopt;
        case action::offer_slots:
            if (e.slots.empty() || e.slots.front().to <= now) return refused{"needs_slot", {}};
            return std::nullopt;
        case action::promised:
            if (e.until <= now) return refused{"needs_date", {}};
            return std::nullopt;
        case action::approve:
            if (!awaits_consent(f)) return refused{"no_plan", {}};
            if (f.owner == person_id::nobody) return refused{"unclaimed", {}};  // whoever made it has left
            return std::nullopt;
        case action::plan_answer:
            if (f.plans.empty()) return refused{"no_plan", {}};
            return std::nullopt;
        case action::agree_slot:
            if (e.slots.size() != 1) return refused{"needs_slot", {}};
            if (e.slots.front().to <= now) return refused{"slot_over", {}};
            return std::nullopt;
        case action::join:
            if (f.joined.size() >= joined_max) return refused{"incident_full", {}};
            return std::nullopt;
        case action::merge:
            if (e.other == case_code::none || e.other == f.code || !f.joined.empty()) return refused{"merge", {}};
            return std::nullopt;
        case action::resolve:
            return resolving(c, f, e);
        case action::reject:
            return rejecting(f, e);
        case action::reopen:
            return reopening(c, f, e, now);
        case action::score:
            if (e.number < 1 || e.number > 5) return refused{"score", {}};
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

std::optional<refused> guard(const community& c, const case_file& f, const case_entry& e, const rule& r, instant now) {
    if (r.may != who::anybody && e.actor_role == role::resident) return refused{"role", {}};
    if (auto why = of_themselves(f, e)) return why;
    if (!(r.from & in(f.state))) {
        if (e.what == action::take)
            if (auto why = taking(c, f, e)) return why;
        return refused{is_open(f.state) ? "not_now" : "closed", {}};
    }
    if (auto why = who_may(f, e, r)) return why;
    // First things first (首问负责): whoever works on a case owns it, a lead included.
    if (r.work && f.owner == person_id::nobody) return refused{"unclaimed", {}};
    if (r.needs_text && e.text.empty()) return refused{"needs_text", {}};
    return own_guard(c, f, e, now);
}

}  // namespace

bool leads(role r) { return r == role::lead || r == role::manager; }

bool oversees(role r) { return leads(r) || r == role::desk || r == role::quality; }

result<case_entry, refused> advance(const community& c, const case_file& f, case_entry command, instant now) {
    if (const auto* r = rule_of(command.what, f.state))
        if (auto why = guard(c, f, command, *r, now)) return failure{*why};
    command.code = f.code;
    command.seq = f.entries + 1;
    command.at = now;
    // An entry of an earlier release says 0, and gives what it gave then (history.cpp).
    if (command.what == action::reject || command.what == action::vacate) command.number = 1;
    if (command.what == action::reopen) {  // whose work did not hold
        command.who = f.owner;
        command.who_name = f.owner_name;
    }
    return command;
}

}  // namespace linli
