// What a message says beside its point, and what of it answers questions that were not put yet.
#include <algorithm>

#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/names.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t words_max = 40;  // messages of one draft; more is kept by the record alone

// What the reading says in passing is the answer to its question, unasked.
void keep_in_passing(draft& d, const work& w, const reading& r) {
    for (const auto& t : r.told)
        if (const auto* q = w.c.taxonomy.find_question(t.question); q && !has_answer(d, q->id)) {
            const auto option = static_cast<std::size_t>(t.option);  // the data may have changed since
            if (option < q->options.size()) keep(d, q->id, q->options[option].text.in(w.self.language));
        }
    const auto* sub = w.c.taxonomy.find(d.category);
    if (!sub) return;
    const question* of_plate = nullptr;  // one plate answers one question: the first
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        if (!q || has_answer(d, id)) continue;
        if (q->type == "plate" && !of_plate) of_plate = q;
        if (q->told_by_time && !r.time_words.empty()) keep(d, id, r.time_words);
        if (q->type == "case_ref" && !r.codes.empty()) keep(d, id, code_text(r.codes.front()));
        if (q->type == "degrees" && !r.degrees.empty()) keep(d, id, r.degrees);
    }
    const auto said_already = [&](const answer& a) { return a.text == r.plate; };
    if (of_plate && !r.plate.empty() && std::ranges::none_of(d.answers, said_already)) keep(d, of_plate->id, r.plate);
}

}  // namespace

void absorb(work& w, const said& s) {
    auto& d = current(w);
    d.touched = w.now();
    const auto& r = s.reading;
    if (!s.text.empty() && d.words.size() < words_max) d.words.push_back(s.text);
    if (!s.location.empty()) keep(d, "location", s.location);
    d.attachments.insert(d.attachments.end(), s.attachments.begin(), s.attachments.end());
    if (d.attachments.size() > w.c.photos_a_case) {
        d.attachments.resize(w.c.photos_a_case);
        w.say(w.text("photo.too_many", {{"n", std::to_string(w.c.photos_a_case)}}));
    }
    r.corrects ? correct_parts(d.place, r.place) : merge(d.place, r.place);
    if (d.category.empty() && r.sure && !r.guesses.empty() && !saves_lives(w, r.guesses.front().category))
        d.category = r.guesses.front().category;  // a kind of life safety is chosen, or it is an alarm
    if (d.category.empty() && d.guesses.empty()) d.guesses = r.guesses;
    if (d.category.empty() && !r.ambiguous.empty()) d.opener = r.ambiguous;
    if (d.words.size() == 1) d.matters = r.matters;
    const bool discreet = is_discreet(d);
    for (const auto& id : r.signs)
        if (std::find(d.signs.begin(), d.signs.end(), id) == d.signs.end()) d.signs.push_back(id);
    if (has_sign(r, "no_photo")) keep(d, "photo", "");
    if (!discreet && is_discreet(d)) w.say(w.text("discreet.draft"));
    keep_in_passing(d, w, r);
    if (!r.phone.empty()) w.self.phone = r.phone;
    if (!s.phone.empty()) w.self.phone = s.phone;
    if (!r.name.empty())
        w.self.name = r.name;
    else if (auto name = name_behind_place(s.text); !name.empty())
        w.self.name = std::move(name);
    w.keep_self = true;
}

}  // namespace linli::resident
