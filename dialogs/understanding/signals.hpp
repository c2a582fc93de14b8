// Everything that is measured about one message before anything is concluded from it: its parts
// (codes, phone, place …), the word rules that it meets, and the features that the models weigh.
//
// Reading and teaching measure by the same code, or a model would be asked about something that it
// was never taught. Needs no state; built once from the taxonomy, which must outlive it;
// thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/taxonomy.hpp"
#include "dialogs/understanding/features.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/lexicon.hpp"
#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/reading.hpp"
#include "dialogs/understanding/red_flags.hpp"

namespace linli {

struct measured {
    folded text;
    folded plain;  // its address, phones, codes, links and tags masked: they say nothing of the kind
    std::vector<case_code> codes;
    std::string plate;
    std::string phone;
    linli::place place;
    bool corrects = false;            // the place, in words that take an earlier one back
    bool only_corrects = false;       // and says nothing else
    std::vector<told> answered;       // questions of choice
    std::vector<rule_match> matches;  // of `plain`, sorted by rule
    danger_found flags;
    std::vector<feature> features;         // for the kinds, settled
    std::vector<feature> danger_features;  // for danger, settled
};

class signals {
public:
    // `known`: the buildings that were described, if any (place.hpp).
    explicit signals(const taxonomy& t, std::vector<building> known = {});

    const linli::taxonomy& taxonomy() const { return taxonomy_; }

    // `clean_text` came out of `clean` (text.hpp) and must outlive the answer.
    measured of(std::string_view clean_text) const;
    // A piece of `m`, for its kind alone: features of the characters [begin, end).
    std::vector<feature> features_of(const measured& m, std::size_t begin, std::size_t end) const;

    // How much word rules say for each subcategory, by its id; only those with any.
    struct word_evidence {
        std::string_view kind;
        float mass = 0;
    };
    std::vector<word_evidence> words_for(std::span<const rule_match> matches) const;

    // The ambiguous opener that the match is of; nullptr for any other rule.
    const ambiguous_opener* opener_of(const rule_match& m) const;

    // Ids of the signs that the matches are of, each once.
    std::vector<std::string> signs_of(std::span<const rule_match> matches) const;

private:
    std::string_view kind_of(const rule_match& m) const;
    void name_rules(std::span<const rule_match> matches, std::vector<feature>& out) const;

    const linli::taxonomy& taxonomy_;
    folder fold_;
    lexicon words_;
    red_flags flags_;
    std::uint32_t first_kind_;
    std::vector<std::string> kinds_;      // by rule from first_kind_: what it speaks for
    std::vector<feature> rule_features_;  // likewise: what it is to the models
    std::uint32_t first_opener_ = 0;
    std::vector<std::uint32_t> openers_;  // by rule from first_opener_: index in the taxonomy
    std::uint32_t first_sign_ = 0;
    std::vector<std::uint32_t> signs_;  // by rule from first_sign_: index in the taxonomy
    std::uint32_t first_option_ = 0;
    std::vector<told> options_;  // by rule from first_option_: what it answers
    place_reader places_;
};

// How the classes of the models are called: a subcategory by its id, an intent with this before it.
inline constexpr std::string_view intent_class = "intent:";
inline constexpr std::string_view no_class = "none";

}  // namespace linli
