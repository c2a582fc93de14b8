// Guesses which kind of complaint a message is.
//
// Two witnesses are heard: the taxonomy's word rules (things and symptoms) and the nearness to its
// example phrases. Whoever replaces this by a trained model keeps this interface: a masked folded
// text in, guesses out. Thread-safe after construction.
#pragma once

#include <span>
#include <vector>

#include "dialogs/taxonomy.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/phrase_model.hpp"
#include "dialogs/understanding/reading.hpp"

namespace linli {

struct ranking {
    std::vector<guess> guesses;  // best first, at most 4
    bool sure = false;           // the best guess needs no question
    float score = 0;             // evidence for the best guess, comparable with an intent's
};

class category_reader {
public:
    // Adds its rules to `words`, which is sealed afterwards. Copies what it needs of `t`.
    category_reader(const taxonomy& t, lexicon& words, const folder& fold);

    // `text` has its address, phones and codes masked; `matches` are of the same text.
    // `ruled_out`: ids that this message is known not to mean.
    ranking read(const folded& text, std::span<const rule_match> matches,
                 std::span<const std::string_view> ruled_out) const;

private:
    std::vector<std::string> ids_;
    std::uint32_t first_ = 0;
    std::vector<std::uint32_t> kind_of_;  // by rule, the index in ids_
    phrase_model phrases_;
};

// Evidence of word rules: the best match, and a little for each other one.
float evidence(float best_mass, float other_mass);

}  // namespace linli
