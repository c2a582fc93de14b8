// Two complaints in one message, told apart.
#pragma once

#include <vector>

#include "dialogs/understanding/kinds.hpp"
#include "dialogs/understanding/reading.hpp"
#include "dialogs/understanding/signals.hpp"

namespace linli {

// The pieces of a message that each, by itself, is plainly a complaint of another category; empty
// when there are fewer than two. In their order, at most three. Pure.
std::vector<matter> matters_of(const measured& m, const signals& s, const kind_reader& kinds);

}  // namespace linli
