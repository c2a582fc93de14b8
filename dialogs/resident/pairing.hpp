// One person by several addresses: joined with a code, and parted again.
//
// There are two ways. Where the other address is a phone number, "link 139…" has a code sent there, and
// whoever writes it here reads what comes there. For every other channel "link" shows a code here, which is
// written from there ("link 17-482913"). Either way the talk that gave out the code proves it, and the
// other one gives itself and rests from then on; prompts go
//
//     here  ── pair_code ──> staff room ── pair_code ──> the named address      (counted at each of the three)
//     there ── pair_claim ──> here ── pair_refused ──> there
//     here  ── pair_give ──> there ── pair_take ──> here
//
// Cases stay with the person of the address from which they were filed, so that parting moves none:
// here ── pair_parted, adopt ──> there. What is said here never depends on whether a number is known.
#pragma once

#include <string>
#include <string_view>

#include "dialogs/work.hpp"

namespace linli::resident {

// Guessing must not pay, and neither must having strangers written to.
namespace pairing_limits {
inline constexpr span_of_time code_life = std::chrono::minutes{10};
inline constexpr std::size_t misses = 5;      // of one code
inline constexpr std::size_t begun = 5;       // codes asked for by one person in a day
inline constexpr std::size_t failed = 5;      // wrong codes from elsewhere, by one person in a day
inline constexpr std::size_t received = 3;    // codes sent to one address in a day, whoever asks
inline constexpr std::size_t everybody = 30;  // codes sent for the whole community in a day: each costs money
inline constexpr std::size_t addresses = 6;   // joined, of one person
}  // namespace pairing_limits

// pairing.cpp: codes.
bool pairs(work& w, const said& s);  // true: the words were about this and are dealt with
bool is_pairing(std::string_view question);
void answer_pairing(work& w, const said& s, std::optional<int> digit);
bool pairing_prompt(work& w, const prompt& p);  // true: it was one of these
// The number whose owner must be at hand for these words, or nothing.
std::string wants_number(const conversation& self, const event& e, instant now);
// In the staff room: a code on its way to a named address.
void pass_code(work& w, const prompt& p);

// joined.cpp: what is one person's.
bool is_joined(const conversation& self, person_id who);  // or is it
// Whether that case is this person's, from whichever of their addresses.
bool theirs(const conversation& self, const case_file& f);
// Whose address they write by now.
person_id filer(const conversation& self);
// The channels by which they can be written to; empty where nothing is joined.
std::string reach_of(const conversation& self);

void give_address(work& w, const prompt& q);  // there
void take_address(work& w, const prompt& q);  // here: view::other is there
void ask_parting(work& w);
void part(work& w, const joined_address& gone);
void parted(work& w);
// The open case is told by which channels its resident can be written to.
void note_reach(work& w, case_code code);

}  // namespace linli::resident
