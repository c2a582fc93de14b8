// How urgent a case is: by urgency and impact, each taken from the kind, the answers and the words, and
// joined by the matrix of the taxonomy (docs/mechanism.md row 6). Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dialogs/cases/case_parts.hpp"
#include "dialogs/taxonomy.hpp"

namespace linli {

struct severity {
    linli::urgency urgency = urgency::inconvenience;
    linli::impact impact = impact::flat;
};

// What is known of a complaint of this kind. `sub` may be nullptr. An answer or a sign only ever raises
// what the kind alone gives.
severity severity_of(const taxonomy& t, const subcategory* sub, std::span<const answer> answers,
                     std::span<const std::string> signs);

priority priority_of(const taxonomy& t, severity s);

// The urgency that a kind has by itself: the row whose first column is its priority.
urgency urgency_of(priority p);

}  // namespace linli
