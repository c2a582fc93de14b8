// What a reply says together with the words that it answers. 里面没人 alone speaks of no lift, and 有异响 of
// nothing at all: what was said before names it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/taxonomy.hpp"

namespace linli {

// People, of whom a short reply speaks and no more. It answers no other question: 没人受伤 is no "no".
enum class remark : std::uint8_t { none, nobody_inside, somebody_inside, nobody_hurt };

remark read_remark(std::string_view reply);

// Whether a yes or a no to the question speaks of the same.
bool fits(remark r, const question& q);

// The option of `q` that is said in passing, from 0. `before` is what was told so far.
std::optional<std::size_t> option_said(const taxonomy& t, const question& q, std::string_view before,
                                       std::string_view reply);

// Of `kinds`, the subcategory that the reply makes out of what was told before; empty: it tells none, or several.
std::string kind_said(const taxonomy& t, const std::vector<std::string>& kinds, std::string_view before,
                      std::string_view reply);

// 灯, 吵: a word by which kinds are told, and not 嗯 or 好.
bool names_matter(const taxonomy& t, std::string_view word);

}  // namespace linli
