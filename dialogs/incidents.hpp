// What residents' reports have in common: where a matter is, and which known incident it may be part
// of. Pure.
#pragma once

#include <string>

#include "dialogs/cases/case_file.hpp"
#include "dialogs/community.hpp"
#include "dialogs/event.hpp"
#include "dialogs/staff_room.hpp"

namespace linli {

inline constexpr std::size_t incidents_max = 30;  // known at a time; older ones are found by merging

// Names a kind of matter at a place, so that others like it are found: "water|3|2"; empty when it is not
// known well enough to be the same as anything.
std::string place_key(std::string_view category, const place& where);

// The incident that a report of this kind and place is likely to be part of; nullptr when none.
const known_incident* incident_like(const office& o, std::string_view category, const place& where, instant now);

// What somebody is told whose report joins the case `f`, under their own case's code.
std::string joined_text(const community& c, const case_file& f, language l, case_code as, instant now);

// Whether news or an end that is meant for the case is for it no more: it was opened again by itself since.
bool came_loose(const case_file& f, const prompt& news);

}  // namespace linli
