// Teaches the reader's models from labelled messages and from the taxonomy's own example phrases.
//
// Pure and deterministic; takes some seconds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dialogs/understanding/corpus.hpp"
#include "dialogs/understanding/signals.hpp"
#include "dialogs/understanding/training.hpp"

namespace linli {

// One labelled message as the models see it.
struct lesson {
    std::string label;  // empty: it teaches about danger alone
    danger danger_here = danger::none;
    std::vector<feature> features;
    std::vector<feature> danger_features;
};

lesson lesson_of(const signals& s, const corpus_line& line);
// The phrases of the taxonomy; those of a life-safety category count as danger, the look-alikes of
// its red flags do not.
std::vector<lesson> lessons_of_taxonomy(const signals& s);

// The bytes of `models`. What is labelled "?" teaches nothing about danger.
std::string teach(std::span<const lesson* const> lessons);

}  // namespace linli
