#include "dialogs/understanding/reader.hpp"

#include <algorithm>

#include "dialogs/understanding/numbers.hpp"
#include "dialogs/understanding/phone.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

constexpr std::size_t most_guesses = 4;
constexpr float certain_confidence = 0.97F;  // a red flag that stands
constexpr float possible_confidence = 0.5F;  // one that needs the question
constexpr float least_unflagged = 0.3F;      // of a guess at danger that no flag supports

// What was read as an address, a phone or a code says nothing about the kind of complaint.
folded masked(const folded& text, const claims& taken) {
    folded out = text;
    for (std::size_t i = 0; i < out.size(); ++i)
        if (taken.taken(i)) out.chars[i] = U'\uFFFC';
    return out;
}

}  // namespace

reader::reader(const taxonomy& t)
    : taxonomy_(t),
      fold_(t.spellings),
      flags_(t, words_, fold_),
      categories_(t, words_, fold_),
      intents_(t, words_, fold_),
      first_opener_(words_.size()),
      places_(fold_) {
    for (std::uint32_t i = 0; i < t.ambiguous.size(); ++i) {
        words_.add(t.ambiguous[i].text, fold_);
        opener_of_.push_back(i);
        for (const auto& rule : t.ambiguous[i].also) {
            words_.add(rule, fold_);
            opener_of_.push_back(i);
        }
    }
    words_.seal();
}

reading reader::read(std::string_view clean_text, language hint) const {
    reading r;
    const auto text = fold_.fold(clean_text);
    claims taken(text.size());
    r.language = read_language(text, hint);
    r.codes = read_codes(text, taken);
    r.plate = read_plate(text, taken);
    r.phone = read_phone(text, taken);
    r.place = places_.read(text, taken);
    r.digit = lone_digit(text);
    r.answer = read_yes_no(text);
    r.time_words = read_time_words(text);
    r.name = read_name(text);
    r.abusive = read_abuse(text);

    const auto plain = masked(text, taken);
    const auto matches = words_.find(plain);
    const auto danger = flags_.read(plain, matches);
    auto kinds = categories_.read(plain, matches, danger.denied);
    r.guesses = std::move(kinds.guesses);
    r.sure = kinds.sure;
    take_danger(danger, r);
    read_ambiguous(matches, r);
    r.intent = intents_.read(plain, matches, kinds, r);
    return r;
}

void reader::put_first(reading& r, std::string_view category, float confidence) const {
    std::erase_if(r.guesses, [&](const guess& g) { return g.category == category; });
    for (auto& g : r.guesses) g.confidence = std::min(g.confidence, 1 - confidence);
    r.guesses.insert(r.guesses.begin(), {std::string(category), confidence});
    if (r.guesses.size() > most_guesses) r.guesses.resize(most_guesses);
}

void reader::take_danger(const danger_found& found, reading& r) const {
    if (found.level == danger::certain) {
        r.life_safety = danger::certain;
        r.danger_category = found.category;
        put_first(r, found.category, certain_confidence);
        r.sure = true;
        return;
    }
    if (found.level == danger::possible) {
        r.life_safety = danger::possible;
        r.danger_category = found.category;
        put_first(r, found.category, possible_confidence);
        r.sure = false;
        return;
    }
    if (r.guesses.empty() || r.guesses.front().confidence < least_unflagged) return;
    const auto* best = taxonomy_.find(r.guesses.front().category);
    if (best != nullptr && best->life_safety) {  // no flag, yet told as danger is told
        r.life_safety = danger::possible;
        r.danger_category = best->id;
        r.sure = false;
    }
}

void reader::read_ambiguous(std::span<const rule_match> matches, reading& r) const {
    if (r.sure || r.life_safety == danger::certain) return;
    const ambiguous_opener* opener = nullptr;
    float most = 0;
    for (const auto& m : matches)
        if (m.rule >= first_opener_ && m.rule - first_opener_ < opener_of_.size() &&
            m.mass > most) {
            opener = &taxonomy_.ambiguous[opener_of_[m.rule - first_opener_]];
            most = m.mass;
        }
    if (opener == nullptr) return;
    r.ambiguous = opener->text;
    for (const auto& id : opener->candidates) {
        const auto* kind = taxonomy_.find(id);
        if (r.life_safety != danger::none || kind == nullptr || !kind->life_safety) continue;
        r.life_safety = danger::possible;
        r.danger_category = id;
    }
    std::vector<guess> guesses;  // the candidates, and then what else was guessed
    for (const auto& id : opener->candidates) guesses.push_back({id, possible_confidence});
    for (const auto& g : r.guesses) {
        const auto same = std::find_if(guesses.begin(), guesses.end(),
                                       [&](const guess& x) { return x.category == g.category; });
        if (same == guesses.end())
            guesses.push_back(g);
        else
            same->confidence = std::max(same->confidence, g.confidence);
    }
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const guess& a, const guess& b) { return a.confidence > b.confidence; });
    if (guesses.size() > most_guesses) guesses.resize(most_guesses);
    r.guesses = std::move(guesses);
}

}  // namespace linli
