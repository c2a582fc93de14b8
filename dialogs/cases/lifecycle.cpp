#include "dialogs/cases/lifecycle.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace linli {
namespace {

using states = std::uint16_t;

constexpr states in(state s) { return static_cast<states>(1u << static_cast<unsigned>(s)); }
template <class... States>
constexpr states any_of(States... s) {
    return static_cast<states>((in(s) | ...));
}

constexpr states at_work = any_of(state::verifying, state::surveying, state::planned, state::working,
                                  state::waiting);
constexpr states before_result = static_cast<states>(any_of(state::received, state::dispatched) | at_work);
constexpr states still_open = static_cast<states>(before_result | in(state::resolved));
constexpr states everywhere = 0xffff;

enum class who : std::uint8_t {
    anybody,   // checked by the caller: the bot, or the resident in their own conversation
    staff,     // any member
    owner,     // the owner; a lead, the desk or the manager for them
};

struct rule {
    action what;
    states from;
    std::optional<state> to;
    who may;
    bool needs_text = false;
};

// Actions that do not stand here never move a case and are possible everywhere.
constexpr std::array rules{
    rule{action::dispatch, any_of(state::received, state::dispatched), state::dispatched, who::anybody},
    rule{action::take, any_of(state::received, state::dispatched), state::working, who::staff},
    rule{action::assign, before_result, state::working, who::owner},
    rule{action::onsite, before_result, state::surveying, who::owner},
    rule{action::plan, before_result, state::planned, who::owner, true},
    rule{action::wait, before_result, state::waiting, who::owner, true},
    rule{action::resolve, before_result, state::resolved, who::owner, true},
    rule{action::reject, before_result, state::closed, who::owner, true},
    rule{action::confirm, in(state::resolved), state::closed, who::anybody},
    rule{action::lapse, in(state::resolved), state::closed, who::anybody},
    rule{action::reopen, any_of(state::resolved, state::closed), state::dispatched, who::anybody},
    rule{action::withdraw, still_open, state::withdrawn, who::anybody},
    rule{action::recategorise, before_result, std::nullopt, who::staff},
    rule{action::score, any_of(state::resolved, state::closed), std::nullopt, who::anybody},
    rule{action::ask, in(state::resolved), std::nullopt, who::anybody},
};

const rule* rule_of(action a) {
    const auto* found = std::find_if(rules.begin(), rules.end(), [&](const rule& r) { return r.what == a; });
    return found == rules.end() ? nullptr : found;
}

bool speaks_for_others(role r) { return r == role::desk || r == role::lead || r == role::manager; }

std::optional<refused> guard(const case_file& c, const case_entry& e, const rule& r, instant now,
                             const timing& t) {
    if (r.may != who::anybody && e.actor_role == role::resident) return refused{"role", {}};
    if (!(r.from & in(c.state))) {
        if (e.what == action::take && (at_work & in(c.state)))
            return refused{c.owner == e.actor ? "yours_already" : "taken", c.owner_name};
        return refused{is_open(c.state) ? "not_now" : "closed", {}};
    }
    if (e.what == action::take && c.owner != person_id::nobody && c.owner != e.actor &&
        !speaks_for_others(e.actor_role))
        return refused{"taken", c.owner_name};
    if (r.may == who::owner && c.owner != e.actor && !speaks_for_others(e.actor_role))
        return c.owner == person_id::nobody ? refused{"unclaimed", {}} : refused{"not_owner", c.owner_name};
    // First things first (首问负责): whoever works on a case owns it, a lead included.
    const bool work_on_it = r.may == who::owner && e.what != action::assign && e.what != action::reject;
    if (work_on_it && c.owner == person_id::nobody) return refused{"unclaimed", {}};
    if (r.needs_text && e.text.empty()) return refused{"needs_text", {}};
    if (e.what == action::wait && e.until <= now) return refused{"needs_date", {}};
    if (e.what == action::wait && c.waits >= 2 && !speaks_for_others(e.actor_role))
        return refused{"waits", {}};
    if (e.what == action::reopen && now > std::max(c.resolved_at, c.closed_at) + t.reopen_within)
        return refused{"too_late", {}};
    if (e.what == action::reopen && c.outcome == outcome::unfounded && e.actor_role == role::bot)
        return refused{"closed", {}};
    if (e.what == action::score && (e.number < 1 || e.number > 5)) return refused{"score", {}};
    return std::nullopt;
}

void move_to(case_file& c, const case_entry& e, state to) {
    c.state = to;
    if (!is_open(to)) c.closed_at = e.at;
}

void open_case(case_file& c, const case_entry& e) {
    c.code = e.code;
    c.created_at = c.queued_at = e.at;
    if (e.opened.empty()) return;
    c.intake = e.opened.front();
    c.category = c.intake.category;
    c.priority = c.intake.priority;
    c.departments = c.intake.departments;
    c.place = c.intake.place;
    c.name = c.intake.reporter_name;
    c.phone = c.intake.phone;
    c.attachments = c.intake.attachments;
}

void reopen_case(case_file& c, instant at) {
    ++c.reopened;
    c.outcome = outcome::none;
    if (c.reopened > 1) {  // the lead assigns somebody else the second time
        c.owner = person_id::nobody;
        c.owner_name.clear();
    }
    c.claimed_at = c.resolved_at = c.closed_at = c.asked_at = c.reminded_at = c.result_reached_at = {};
    c.queued_at = at;
    c.score = 0;
    c.comment.clear();
    c.result_failed = c.call_wanted = c.score_reminded = c.told_unclaimed = false;
    c.alarms = 0;
    c.alarmed_at = {};
}

void own(case_file& c, person_id who, const std::string& name, instant at) {
    c.owner = who;
    c.owner_name = name;
    if (c.claimed_at == instant{}) c.claimed_at = at;
}

void resolve_case(case_file& c, const case_entry& e) {
    c.result = e.text;
    c.result_attachments = e.attachments;
    c.resolved_at = e.at;
    c.asked_at = c.reminded_at = c.result_reached_at = {};
    c.result_failed = c.call_wanted = false;
}

void add(std::vector<attachment>& list, const std::vector<attachment>& more) {
    for (const auto& a : more)
        if (std::find(list.begin(), list.end(), a) == list.end()) list.push_back(a);
}

}  // namespace

result<case_entry, refused> advance(const case_file& c, case_entry command, instant now,
                                    const timing& t) {
    if (const auto* r = rule_of(command.what))
        if (auto why = guard(c, command, *r, now, t)) return failure{*why};
    command.code = c.code;
    command.seq = c.entries + 1;
    command.at = now;
    return command;
}

void apply(case_file& c, const case_entry& e) {
    c.entries = e.seq;
    c.touched_at = e.at;
    if (const auto* r = rule_of(e.what); r && r->to) move_to(c, e, *r->to);
    switch (e.what) {
        case action::open: open_case(c, e); break;
        case action::dispatch: c.departments = e.departments; break;
        case action::take: own(c, e.actor, e.actor_name, e.at); break;
        case action::assign: own(c, e.who, e.who_name, e.at); break;
        case action::onsite: c.onsite_at = e.at; break;
        case action::plan: c.promised_until = e.until; break;
        case action::wait:
            c.waiting_for = e.text;
            c.promised_until = e.until;
            ++c.waits;
            break;
        case action::resolve: resolve_case(c, e); break;
        case action::confirm: c.outcome = outcome::solved; break;
        case action::lapse: c.outcome = outcome::unconfirmed; break;
        case action::reject:
            c.outcome = outcome::unfounded;
            c.result = e.text;
            break;
        case action::reopen: reopen_case(c, e.at); break;
        case action::recategorise:
            c.category = e.text;
            c.departments = e.departments;
            c.priority = static_cast<priority>(e.number);
            break;
        case action::words_out: c.words_status = "sent"; break;
        case action::words_settled: c.words_status = e.number ? "delivered" : e.text; break;
        case action::words_in: add(c.attachments, e.attachments); break;
        case action::attach:
            add(e.actor_role == role::resident ? c.attachments : c.result_attachments, e.attachments);
            break;
        case action::contact:
            if (!e.who_name.empty()) c.name = e.who_name;
            if (!e.phone.empty()) c.phone = e.phone;
            break;
        case action::score: c.score = e.number; break;
        case action::comment: c.comment = e.text; break;
        case action::alarm:
            ++c.alarms;
            c.alarmed_at = e.at;
            break;
        case action::alarm_told: c.told_unclaimed = true; break;
        case action::ask: c.asked_at = e.at; break;
        case action::remind:
            if (e.text == "score")
                c.score_reminded = true;
            else
                c.reminded_at = e.at;
            break;
        case action::result_settled:
            if (e.number)
                c.result_reached_at = e.at;
            else
                c.result_failed = true;
            break;
        case action::call_task: c.call_wanted = true; break;
        case action::correct_place: c.place = e.place; break;
        case action::withdraw:
        case action::note: break;
    }
}

case_file replay(const std::vector<case_entry>& log) {
    case_file c;
    for (const auto& e : log) apply(c, e);
    return c;
}

}  // namespace linli
