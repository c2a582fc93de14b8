#include "dialogs/understanding/kinds.hpp"

#include <algorithm>

namespace linli {
namespace {

constexpr std::size_t most_guesses = 4;   // one digit each, and a question of four is still short
constexpr float least_share = 0.03F;      // what is below is noise
constexpr float sure_share = 0.55F;       // docs/understanding.md: of those, so many are right
constexpr float sure_lead = 2.5F;         // and the second guess must be so many times less likely
constexpr float least_known = 0.1F;       // of a text's weight; a text of unknown words is no guess
constexpr float half_mass = 2.5F;         // matched words of this mass are half of full evidence
constexpr std::size_t longest_stop = 24;  // characters: nobody unsubscribes in a story

// It was named and denied ("没有煤气味"), and nothing else speaks of it.
bool denied(const measured& m, std::string_view kind) {
    const bool named = std::find(m.flags.denied.begin(), m.flags.denied.end(), kind) != m.flags.denied.end();
    return named && (m.flags.level == danger::none || m.flags.category != kind);
}

// An address or a number alone says nothing about its kind.
bool has_words(const folded& plain) {
    return std::any_of(plain.chars.begin(), plain.chars.end(), [](char32_t c) { return is_han(c) || is_letter(c); });
}

}  // namespace

kind_reader::kind_reader(const signals& s, const models& m)
    : signals_(s), model_(m.kinds), danger_of_kinds_(m.danger_of_kinds) {
    for (const auto& c : s.taxonomy().categories) {
        for (const auto& sub : c.subcategories) {
            const auto number = model_.find(sub.id);
            if (number == model_.classes())
                untaught_.push_back(sub.id);
            else
                kinds_.push_back({number, categories_, sub.life_safety});
        }
        ++categories_;
    }
    for (std::size_t i = 0; i < model_.classes(); ++i)
        if (model_.name(i).starts_with(intent_class) || model_.name(i) == no_class) intents_.push_back(i);
}

// The best category first, and the best kind of it; behind it the other kinds by their shares. A
// category is judged by all of its kinds, since its neighbours inside share its words.
void kind_reader::rank(std::vector<float>& shares, const measured& m, kinds_found& out) const {
    std::vector<float> of_category(categories_, 0);
    float most_danger = 0;
    for (const auto& k : kinds_) {
        auto& mine = shares[k.class_number];
        const auto name = model_.name(k.class_number);
        if (denied(m, name)) mine = 0;
        out.complaint += mine;
        of_category[k.category] += mine;
        out.danger += mine * danger_of_kinds_[k.class_number];
        if (!k.life_safety || mine <= most_danger) continue;
        most_danger = mine;
        out.danger_kind = name;
    }
    if (out.complaint <= 0) return;
    const auto best_category =
        static_cast<std::size_t>(std::max_element(of_category.begin(), of_category.end()) - of_category.begin());
    const auto likelier = [&](const known_kind& a, const known_kind& b) {
        return shares[a.class_number] > shares[b.class_number];
    };
    std::vector<known_kind> order;  // what is noise anyway need not be sorted
    const known_kind* best = nullptr;
    for (const auto& k : kinds_) {
        if (k.category == best_category && (best == nullptr || likelier(k, *best))) best = &k;
        if (shares[k.class_number] / out.complaint >= least_share) order.push_back(k);
    }
    std::erase_if(order, [&](const known_kind& k) { return k.class_number == best->class_number; });
    std::stable_sort(order.begin(), order.end(), likelier);
    order.insert(order.begin(), *best);
    for (const auto& k : order) {
        const float first = out.guesses.empty() ? 1 : out.guesses.front().confidence;
        const float share = std::min(shares[k.class_number] / out.complaint, first);
        if (out.guesses.size() == most_guesses) break;
        if (share < least_share && !out.guesses.empty()) continue;
        out.guesses.push_back({std::string(model_.name(k.class_number)), share});
    }
    const float first = out.guesses[0].confidence;
    const float second = out.guesses.size() > 1 ? out.guesses[1].confidence : 0;
    out.sure = first >= sure_share && first >= sure_lead * second;
}

void kind_reader::add_untaught(const measured& m, kinds_found& out) const {
    if (untaught_.empty()) return;
    for (const auto& e : signals_.words_for(m.matches)) {
        if (std::find(untaught_.begin(), untaught_.end(), e.kind) == untaught_.end()) continue;
        const float share = e.mass / (e.mass + half_mass);
        const auto at =
            std::find_if(out.guesses.begin(), out.guesses.end(), [&](const guess& g) { return g.confidence < share; });
        out.guesses.insert(at, {std::string(e.kind), share});
        if (out.guesses.size() > most_guesses) out.guesses.pop_back();
        out.complaint = std::max(out.complaint, share);
        out.sure = false;
    }
}

kinds_found kind_reader::read(const measured& m) const {
    kinds_found out;
    std::vector<float> shares;
    if (has_words(m.plain) && model_.score(m.features, shares) >= least_known) {
        to_shares(shares);
        rank(shares, m, out);
    } else {
        shares.assign(model_.classes(), 0);
    }
    add_untaught(m, out);
    std::size_t best = model_.classes();
    for (const auto i : intents_) {
        const bool story = m.text.size() > longest_stop && model_.name(i).ends_with(":stop");
        if (!story && (best == model_.classes() || shares[i] > shares[best])) best = i;
    }
    const float intent = best == model_.classes() ? 0 : shares[best];
    if (out.complaint > intent) {
        out.intent = "complaint";
        return out;
    }
    if (intent > 0 && model_.name(best) != no_class) out.intent = model_.name(best).substr(intent_class.size());
    for (auto& g : out.guesses) g.confidence *= out.complaint;  // were it one, it would be this
    out.sure = false;
    return out;
}

guess kind_reader::read_piece(std::span<const feature> features) const {
    std::vector<float> shares;
    if (model_.score(features, shares) < least_known) return {};
    to_shares(shares);
    guess best;
    for (const auto& k : kinds_)
        if (shares[k.class_number] > best.confidence)
            best = {std::string(model_.name(k.class_number)), shares[k.class_number]};
    return best;
}

}  // namespace linli
