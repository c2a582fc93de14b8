#include "dialogs/resident/draft.hpp"

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/pairing.hpp"

namespace linli::resident {

draft& current(work& w) { return w.self.drafts.front(); }

bool has_answer(const draft& d, std::string_view question) {
    return std::any_of(d.answers.begin(), d.answers.end(), [&](const answer& a) { return a.question == question; });
}

void keep(draft& d, std::string_view question, std::string text) {
    std::erase_if(d.answers, [&](const answer& a) { return a.question == question; });
    d.answers.push_back({std::string(question), std::move(text)});
}

void put_parts(place& into, const place& from) {
    for (auto part : {&place::building, &place::unit, &place::room, &place::spot, &place::floor})
        if (!(from.*part).empty()) into.*part = from.*part;
    if (!into.room.empty()) into.floor = "";  // the flat says it
}

void merge(place& into, const place& from) {
    if (!from.building.empty() && from.building != into.building) into.unit = into.room = into.floor = "";
    put_parts(into, from);
}

void correct_parts(place& into, const place& meant) {
    const bool address = !meant.building.empty() || !meant.unit.empty() || !meant.room.empty();
    const bool was_spot = into.building.empty() && into.unit.empty() && into.room.empty();
    if (!address && !meant.spot.empty()) into = {};  // "不是3栋，是西门": it is no flat at all
    if (address && was_spot) into.spot = "";         // and the other way round
    put_parts(into, meant);
}

const question* question_of_opener(const work& w, const draft& d) {
    const auto* opener = w.c.taxonomy.find_opener(d.opener);
    return opener ? w.c.taxonomy.find_question(opener->question) : nullptr;
}

bool only_where(const reading& r) {
    const bool somewhere = !r.place.empty() || !r.place.floor.empty();
    const bool says_more = r.sure || !r.intent.empty() || !r.ambiguous.empty() || r.life_safety != danger::none;
    return somewhere && !says_more;
}

bool beside_the_point(const question& q, const place& where) {
    return q.id == "valve" && !where.spot.empty() && where.room.empty();
}

bool about_place(const question& q) { return q.type == "address" || q.id == "place" || q.id == "lift_id"; }

bool wants_photo(const subcategory& kind) { return kind.photo == "asked" || kind.photo == "required"; }

bool saves_lives(const work& w, std::string_view kind) {
    const auto* sub = w.c.taxonomy.find(kind);
    return sub && sub->life_safety;
}

std::string summary_of(const std::string& words) { return quoted(words, 150); }

void add_to_summary(draft& d, const std::string& words) {
    constexpr std::size_t told_max = 300;  // bytes; more is in the case's words
    const auto more = summary_of(words);
    const bool known = d.summary.find(more) != std::string::npos ||
                       std::ranges::find(d.answers, more, &answer::text) != d.answers.end();
    if (known || d.summary.size() >= told_max) return;
    if (!d.summary.empty()) d.summary += " · ";
    d.summary += more;
}

intake told_by_self(const work& w) {
    intake in;
    in.reporter = filer(w.self);
    in.reach = reach_of(w.self);
    in.reporter_name = w.self.name;
    in.phone = w.self.phone;
    in.channel = w.self.channel;
    in.language = w.self.language;
    in.token = w.f.token;
    return in;
}

}  // namespace linli::resident
