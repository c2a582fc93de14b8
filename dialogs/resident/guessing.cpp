// "Which one is it?", answered in words: they are read together with what was told before, and an answer that
// only names a place is a place.
#include <algorithm>

#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/spot_words.hpp"
#include "dialogs/understanding/together.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t offered_max = 4;  // choices of the list; "none of these" follows them

std::vector<std::string> offered(const draft& d) {
    std::vector<std::string> kinds;
    for (const auto& g : d.guesses)
        if (kinds.size() < offered_max) kinds.push_back(g.category);
    return kinds;
}

// 有异响, said of a lift.
std::string kind_in_words(const work& w, const draft& d, const said& s) {
    const auto kinds = offered(d);
    const auto before = d.words.size() > 1 ? d.words[d.words.size() - 2] : d.summary;
    if (auto kind = kind_said(w.c.taxonomy, kinds, before, s.text); !kind.empty()) return kind;
    constexpr float enough = 0.2F;  // of one of the few that were offered
    for (const auto& g : s.reading.guesses)
        if (g.confidence >= enough && std::ranges::find(kinds, g.category) != kinds.end()) return g.category;
    return {};
}

// Tower B, zone B: nothing is said of what is wrong. A number could have meant a choice.
bool tells_place_alone(draft& d, const said& s) {
    const auto name = lone_name(s.text);
    const bool lettered = !name.empty() && (name[0] < '0' || name[0] > '9');
    if (lettered) d.place.building = name;
    const auto zone = zone_in(s.text);
    if (!zone.empty()) d.place.spot += (d.place.spot.empty() ? "" : " ") + zone;
    return lettered || !zone.empty() || (!s.reading.place.empty() && !s.reading.sure);
}

// Asked twice in vain: what it most likely is, where that is clear, helps more than nothing. Life safety is chosen.
std::string likeliest(const work& w, const draft& d) {
    constexpr float clearly = 2;  // as likely as the next
    if (d.guesses.empty()) return {};
    const auto& best = d.guesses.front();
    const auto* sub = w.c.taxonomy.find(best.category);
    const float next = d.guesses.size() > 1 ? d.guesses[1].confidence : 0;
    return sub && !sub->life_safety && best.confidence >= clearly * next ? best.category : std::string();
}

}  // namespace

guessed guess_in_words(work& w, const said& s, bool answered_others) {
    auto& d = current(w);
    if (!d.category.empty()) return guessed::settled;
    if (const auto kind = kind_in_words(w, d, s); !kind.empty())
        return settle(w, kind) ? guessed::alarm : guessed::settled;
    const bool place = tells_place_alone(d, s);
    if (w.self.armed.misses == 0 && !answered_others) return place ? guessed::place : guessed::nothing;
    if (const auto kind = likeliest(w, d); !kind.empty()) settle(w, kind);
    return guessed::settled;
}

}  // namespace linli::resident
