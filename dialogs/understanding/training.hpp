// Makes a linear model from labelled examples: multinomial logistic regression by stochastic
// descent, with a part of the features left out at every step, so that no single word is leaned on.
//
// Deterministic: the same examples give the same bytes. Takes seconds for some thousand examples
// and some tens of megabytes; run when the program is built, or by `linli classify --learn`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dialogs/understanding/features.hpp"

namespace linli {

struct example {
    std::vector<feature> features;  // settled
    std::uint32_t kind = 0;         // index in the names of the classes
    float weight = 1;
};

struct training_options {
    int rounds = 30;                  // over all examples
    float step = 6;                   // of the first round, shrinking to nothing in the last
    float leave_out = 0.5F;           // share of the features that one step does not see
    float decay = 2e-5F;              // of a weight, each time its feature is seen
    float even = 0.02F;               // share of the target that is spread over the other classes
    std::uint32_t seen_at_least = 2;  // times; a rarer feature is left out
    float least = 0.02F;              // share of the largest weight of its class: smaller ones are dropped
};

std::string train(std::span<const example> examples, std::span<const std::string> names, const training_options& o);

}  // namespace linli
