#include "dialogs/resident/draft.hpp"

#include <algorithm>

#include "dialogs/cards.hpp"

namespace linli::resident {

draft& current(work& w) { return w.self.drafts.front(); }

bool has_answer(const draft& d, std::string_view question) {
    return std::any_of(d.answers.begin(), d.answers.end(),
                       [&](const answer& a) { return a.question == question; });
}

void keep(draft& d, std::string_view question, std::string text) {
    std::erase_if(d.answers, [&](const answer& a) { return a.question == question; });
    d.answers.push_back({std::string(question), std::move(text)});
}

void merge(place& into, const place& from) {
    if (!from.building.empty() && from.building != into.building) into.unit = into.room = into.floor = "";
    correct_parts(into, from);
}

void correct_parts(place& into, const place& meant) {
    for (auto part : {&place::building, &place::unit, &place::room, &place::spot, &place::floor})
        if (!(meant.*part).empty()) into.*part = meant.*part;
    if (!into.room.empty()) into.floor = "";  // the flat says it
}

const question* question_of_opener(const work& w, const draft& d) {
    const auto* opener = w.c.taxonomy.find_opener(d.opener);
    return opener ? w.c.taxonomy.find_question(opener->question) : nullptr;
}

std::string summary_of(const std::string& words) { return quoted(words, 150); }

}  // namespace linli::resident
