#include "dialogs/understanding/category.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace linli {
namespace {

constexpr std::size_t most_guesses = 4;  // one digit each, and a question of four is still short
constexpr float half_mass = 2.5F;        // matched words of this mass are half of full evidence
constexpr float share_of_others = 0.2F;
constexpr float share_of_phrases = 0.9F;
constexpr float weight_of_name = 0.6F;  // official names are not how residents speak
constexpr float enough = 0.42F;         // evidence at which a lone guess is even odds
constexpr float steepness = 7.F;
constexpr float weight_of_lead = 5.F;      // how much the lead over the second guess adds
constexpr float sure_from = 0.72F;         // confidence at which no question is asked
constexpr float least_confidence = 0.04F;  // what is below is noise
constexpr float least_score = 0.1F;

float logistic(float x) { return 1.F / (1.F + std::exp(-x)); }

}  // namespace

float evidence(float best_mass, float other_mass) {
    return best_mass / (best_mass + half_mass) +
           share_of_others * other_mass / (other_mass + half_mass);
}

category_reader::category_reader(const taxonomy& t, lexicon& words, const folder& fold)
    : first_(words.size()) {
    for (const auto& c : t.categories)
        for (const auto& s : c.subcategories) {
            const auto kind = phrases_.add_group();
            ids_.push_back(s.id);
            for (const auto* list : {&s.words_zh, &s.words_en})
                for (const auto& rule : *list) {
                    words.add(rule, fold);
                    kind_of_.push_back(kind);
                }
            for (const auto* list : {&s.phrases_zh, &s.phrases_en})
                for (const auto& phrase : *list) phrases_.add(kind, fold.fold(phrase));
            phrases_.add(kind, fold.fold(s.name.zh), weight_of_name);
            phrases_.add(kind, fold.fold(s.name.en), weight_of_name);
        }
    phrases_.seal();
}

ranking category_reader::read(const folded& text, std::span<const rule_match> matches,
                              std::span<const std::string_view> ruled_out) const {
    auto scores = phrases_.nearness(text);
    for (auto& s : scores) s *= share_of_phrases;
    std::vector<float> best(scores.size(), 0), other(scores.size(), 0);
    std::uint32_t last_rule = UINT32_MAX;
    for (const auto& m : matches) {
        if (m.rule < first_ || m.rule - first_ >= kind_of_.size() || m.rule == last_rule) continue;
        last_rule = m.rule;  // a word that is said twice is no more evidence
        const auto kind = kind_of_[m.rule - first_];
        other[kind] += std::min(best[kind], m.mass);
        best[kind] = std::max(best[kind], m.mass);
    }
    std::vector<std::uint32_t> order(scores.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        if (best[i] > 0) scores[i] += evidence(best[i], other[i]);
        if (std::find(ruled_out.begin(), ruled_out.end(), ids_[i]) != ruled_out.end())
            scores[i] = 0;
    }
    const auto shown = std::min(order.size(), most_guesses);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown),
                      order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
    ranking out;
    if (shown == 0 || scores[order[0]] < least_score) return out;
    const float first = scores[order[0]];
    const float second = shown > 1 ? scores[order[1]] : 0;
    const float confidence =
        logistic(steepness * (first - enough) + weight_of_lead * (first - second) - 1);
    for (std::size_t i = 0; i < shown; ++i) {
        const float mine = confidence * std::pow(scores[order[i]] / first, 2.F);
        if (mine < least_confidence) break;
        out.guesses.push_back({ids_[order[i]], mine});
    }
    out.score = first;
    out.sure = confidence >= sure_from && best[order[0]] > 0;
    return out;
}

}  // namespace linli
