// Two complaints in one message, told apart; and what a long one comes down to.
#pragma once

#include <vector>

#include "dialogs/understanding/kinds.hpp"
#include "dialogs/understanding/reading.hpp"
#include "dialogs/understanding/signals.hpp"

namespace linli {

// The pieces of a message that each, by itself, is plainly a complaint of another category; empty
// when there are fewer than two. In their order, at most three. Pure.
std::vector<matter> matters_of(const measured& m, const signals& s, const kind_reader& kinds);

// The one piece that tells of danger, of this kind, and then the complaints that stand beside it ("东门路灯坏了，
// 另外6栋1单元有煤气味"). Empty where everything is about the danger.
std::vector<matter> matters_beside_danger(const measured& m, const signals& s, const kind_reader& kinds,
                                          std::string_view kind);

// The piece of a message of `kind` that by itself is plainly a complaint of another category; without a
// category when there is none. Pure.
matter matter_beside(const measured& m, const signals& s, const kind_reader& kinds, std::string_view kind);

// Of a text that is longer than a card shows: its words from where it speaks of `kind` most plainly. Empty
// when it is short, or when it begins so. "Hi, I hope you are well. …" tells nobody what is wrong. Pure.
std::string point_of(const measured& m, const signals& s, const kind_reader& kinds, std::string_view kind);

}  // namespace linli
