// "Where is it?", answered: an address, a flat, or a spot in the resident's own words.
#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/spot_words.hpp"

namespace linli::resident {

whereabouts told_where(const said& s) {
    if (s.text.empty()) return whereabouts::unknown;
    const auto told = whereabouts_in(s.reading, s.text);
    const bool impatient = s.reading.intent == "stop" && s.reading.place.empty();  // "enough"; or the bus stop
    return told == whereabouts::told && impatient ? whereabouts::doubtful : told;
}

void keep_own_words(draft& d, const said& s) {
    if (s.text.empty() || s.reading.place.empty()) return;
    const auto beside = words_beside(d.place, s.text);
    if (beside.words.empty() || d.place.spot.find(beside.words) != std::string::npos) return;
    if (beside.no_number) d.place.building.clear();
    d.place.spot = quoted(beside.words, 80);
}

bool asks_where_again(work& w, const said& s, besides heard) {
    const auto& r = s.reading;
    const auto where = told_where(s);
    const bool answers = heard == besides::answers && r.place.empty();
    const bool no_place = where == whereabouts::not_told || where == whereabouts::doubtful || answers;
    if (!no_place || w.self.armed.misses > 0) return false;
    if (!answers && r.name.empty() && r.phone.empty()) add_to_summary(current(w), s.text);
    ask_again(w, w.text("ask.again_place"));
    return true;
}

void answer_place(work& w, const said& s, besides heard) {
    auto& d = current(w);
    const auto where = told_where(s);
    const bool told = where == whereabouts::told || where == whereabouts::doubtful;
    const bool tells_only_where = told && !s.reading.commanded && heard == besides::nothing && !speaks_of_others(w, s);
    if (s.reading.place.empty() && tells_only_where) {
        add_building(d.place, s);
        if (d.place.empty()) d.place.spot = quoted(s.text, 80);  // in their own words, rather than asked for ever
    }
    keep_own_words(d, s);
    keep(d, "place", "");
}

void answer_room(work& w, const said& s, std::optional<int> digit) {
    auto& d = current(w);
    if (!digit && d.place.room.empty() && s.reading.place.empty() && told_where(s) == whereabouts::told)
        d.place.room = quoted(s.text, 20);
    if (!digit) keep_own_words(d, s);
    keep(d, "room", "");
}

}  // namespace linli::resident
