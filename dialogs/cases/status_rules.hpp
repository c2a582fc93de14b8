// The rows of the status table, shared by the one who asks whether a command may be (lifecycle.cpp) and
// the one who applies it (history.cpp). Nobody else includes this.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "dialogs/cases/case_file.hpp"

namespace linli::status {

using states = std::uint16_t;

constexpr states in(state s) { return static_cast<states>(1u << static_cast<unsigned>(s)); }
template <class... States>
constexpr states any_of(States... s) {
    return static_cast<states>((in(s) | ...));
}

constexpr states at_work = any_of(state::verifying, state::surveying, state::planned, state::working, state::waiting);
constexpr states untaken = any_of(state::received, state::dispatched);
constexpr states before_result = static_cast<states>(untaken | at_work);
constexpr states still_open = static_cast<states>(before_result | in(state::resolved));

inline constexpr std::size_t joined_max = 300;  // one broadcast of one case; larger needs a notice

enum class who : std::uint8_t {
    anybody,    // checked by the caller: the bot, or the resident in their own conversation
    staff,      // any member
    owner,      // the owner; whoever oversees the departments for them
    overseers,  // those alone, and the bot for a resident who says so
    leads,      // a lead, or the manager
};

struct rule {
    action what;
    states from;
    std::optional<state> to;
    who may;
    bool needs_text = false;
    bool work = false;  // work on the case itself: somebody must own it
};

// Actions that do not stand here never move a case and are possible everywhere. One that moves some states and
// leaves others has a row for each.
inline constexpr std::array rules{
    rule{action::dispatch, untaken, state::dispatched, who::anybody},
    rule{action::take, untaken, state::working, who::staff},
    rule{action::offer, before_result, std::nullopt, who::owner},
    rule{action::assign, at_work, std::nullopt, who::staff},
    rule{action::assign, untaken, state::working, who::staff},
    rule{action::vacate, before_result, state::dispatched, who::anybody},  // its owner is no member any more
    rule{action::hand_back, before_result, std::nullopt, who::anybody},
    rule{action::verify_ask, before_result, state::verifying, who::owner, true, true},
    rule{action::verify, before_result, state::working, who::owner, false, true},
    rule{action::offer_slots, before_result, std::nullopt, who::owner, false, true},
    rule{action::agree_slot, before_result, std::nullopt, who::anybody},
    rule{action::slots_over, before_result, std::nullopt, who::anybody},
    rule{action::onsite, static_cast<states>(before_result & ~in(state::surveying)), state::surveying, who::owner,
         false, true},
    rule{action::findings, before_result, std::nullopt, who::owner, true, true},
    rule{action::missed, before_result, std::nullopt, who::anybody},
    rule{action::make_safe, before_result, std::nullopt, who::owner, false, true},
    rule{action::propose, before_result, std::nullopt, who::owner, true, true},
    rule{action::approve, before_result, state::planned, who::leads},
    rule{action::plan, before_result, state::planned, who::owner, true, true},
    rule{action::plan_answer, before_result, std::nullopt, who::anybody},
    rule{action::promised, before_result, std::nullopt, who::staff},
    rule{action::wait, before_result, state::waiting, who::owner, true, true},
    rule{action::tick_off, before_result, std::nullopt, who::staff},
    rule{action::resolve, before_result, state::resolved, who::owner, true, true},
    rule{action::reject, still_open, state::closed, who::owner, true},  // of an alarm: a lead, after somebody was there
    rule{action::refer, before_result, state::referred, who::leads, true},
    rule{action::merge, before_result, state::merged, who::overseers},
    rule{action::join, before_result, std::nullopt, who::anybody},
    rule{action::settle, in(state::merged), state::resolved, who::anybody},
    rule{action::confirm, in(state::resolved), state::closed, who::anybody},
    rule{action::lapse, in(state::resolved), state::closed, who::anybody},
    rule{action::reopen, any_of(state::resolved, state::closed, state::referred, state::merged), state::dispatched,
         who::anybody},
    rule{action::withdraw, static_cast<states>(still_open | in(state::merged)), state::withdrawn, who::anybody},
    rule{action::recategorise, before_result, std::nullopt, who::staff},
    rule{action::prioritise, before_result, std::nullopt, who::overseers, true},
    rule{action::score, any_of(state::resolved, state::closed), std::nullopt, who::anybody},
    rule{action::ask, in(state::resolved), std::nullopt, who::anybody},
    rule{action::unreached, in(state::resolved), std::nullopt, who::staff},
};

// The row of that action and state; where it has none, a row of the action alone, which refuses that state.
constexpr const rule* rule_of(action a, state from) {
    const auto of_action = [&](const rule& r) { return r.what == a; };
    const auto of_both = [&](const rule& r) { return r.what == a && (r.from & in(from)); };
    const auto* found = std::find_if(rules.begin(), rules.end(), of_both);
    if (found == rules.end()) found = std::find_if(rules.begin(), rules.end(), of_action);
    return found == rules.end() ? nullptr : found;
}

}  // namespace linli::status
