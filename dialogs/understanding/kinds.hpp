// What kind of message it is: which subcategory of complaint, or which intent.
//
// The model weighs everything at once; this turns its shares into guesses and says whether the
// first of them needs no question. A subcategory that the model was not taught (a manager added it)
// is guessed by its word rules alone. Thread-safe; keeps references to what it is made from.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/understanding/models.hpp"
#include "dialogs/understanding/reading.hpp"
#include "dialogs/understanding/signals.hpp"

namespace linli {

struct kinds_found {
    std::vector<guess> guesses;    // best first, at most 4; shares of what a complaint would be
    bool sure = false;             // the best guess needs no question
    std::string intent;            // "complaint", an intent's id, or empty
    float complaint = 0;           // share of all complaints together
    float danger = 0;              // how likely a message of these kinds tells of danger
    std::string_view danger_kind;  // the likeliest subcategory of life safety; belongs to the model
};

class kind_reader {
public:
    kind_reader(const signals& s, const models& m);

    kinds_found read(const measured& m) const;
    // One piece of a message by itself: its best guess, or one without a category.
    guess read_piece(std::span<const feature> features) const;

private:
    struct known_kind {
        std::size_t class_number;
        std::size_t category;  // number of the category that it belongs to
        bool life_safety;
    };
    void rank(std::vector<float>& shares, const measured& m, kinds_found& out) const;
    void add_untaught(const measured& m, kinds_found& out) const;

    const signals& signals_;
    const linear_model& model_;
    const std::vector<float>& danger_of_kinds_;  // by class
    std::vector<known_kind> kinds_;              // subcategories that the model and the taxonomy have
    std::vector<std::size_t> intents_;           // classes that are intents or none
    std::vector<std::string> untaught_;          // subcategories that the model does not have
    std::size_t categories_ = 0;
};

}  // namespace linli
