// The part of taxonomy.toml that says how a case is handled: the matrix of priorities, the ladder,
// checklists, and the signs that a message may carry.
#pragma once

#include "dialogs/taxonomy.hpp"
#include "gateway/data/toml_reader.hpp"

namespace linli {

// Fills the matrix, ladder, checklists and signs of `t`, whose categories are read already; what is
// wrong goes to the reader's errors.
void read_handling(toml_reader& root, taxonomy& t);

// An optional key that holds the name of an urgency or an impact.
std::optional<urgency> read_urgency(toml_reader& in, std::string_view key);
std::optional<impact> read_impact(toml_reader& in, std::string_view key);

}  // namespace linli
