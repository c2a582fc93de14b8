// A complaint from the first words to its code. What to ask next is derived from what the draft holds.
#include <fmt/format.h>

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr int asked_max = 5;           // before the confirmation: six answers in all, photo included
constexpr int category_questions = 2;  // of the category's own

// The category's own question where it is; nullptr: it has none.
const question* own_place_question(const work& w, const subcategory& sub) {
    for (const auto& id : sub.questions)
        if (const auto* q = w.c.taxonomy.find_question(id); q && about_place(*q)) return q;
    return nullptr;
}

const question* place_question(const work& w, const draft& d) {
    const auto* sub = w.c.taxonomy.find(d.category);
    const auto* own = sub ? own_place_question(w, *sub) : nullptr;
    return own ? own : w.c.taxonomy.find_question("place");
}

// How the guards behave has no place that somebody must find.
bool happens_nowhere(const work& w, const draft& d) {
    const auto* sub = w.c.taxonomy.find(d.category);
    return sub && !sub->visit && !own_place_question(w, *sub);
}

}  // namespace

void ask_counted(work& w, asked q) {
    ++current(w).asked;
    ask(w, std::move(q));
}

std::vector<std::string> option_labels(const work& w, const question& q) {
    std::vector<std::string> out;
    for (const auto& o : q.options) out.push_back(o.text.in(w.self.language));
    if (q.type == "yesno") out = labels(w, {"yes", "no"});
    return out;
}

namespace {

void ask_own_question(work& w, const question& q) {
    asked a{"q:" + q.id, {}, q.text.in(w.self.language), option_labels(w, q), false, false};
    if (a.labels.empty()) a.labels = labels(w, {"choice.skip"});
    ask_counted(w, std::move(a));
}

// What came with the draft, by kind; those still on their way count too.
media_counts media_of(const work& w, const draft& d) {
    media_counts all{};
    count_media(all, d.attachments);
    count_media(all, w.self.jobs);
    return all;
}

bool ask_what(work& w) {
    auto& d = current(w);
    if (!d.summary.empty() || has_answer(d, "what")) return false;
    const auto media = media_of(w, d);
    const auto names = media_names(w.c, media, w.self.language);
    const bool voice = media[static_cast<std::size_t>(media_kind::voice)] > 0;
    const auto key = names.empty() ? "ask.what" : voice ? "ask.what_voice" : "ask.what_media";
    ask_counted(w, {"what", {}, w.text(key, {{"what", names}}), {}, false, false});
    return true;
}

// What to do before it spreads comes before any question.
void act_first(work& w) {
    auto& d = current(w);
    const auto* sub = w.c.taxonomy.find(d.category);
    if (!sub || !sub->card_first || has_answer(d, "#card")) return;
    keep(d, "#card", "");
    w.say(w.c.taxonomy.find_card(sub->safety_card)->text.in(w.self.language));
}

// Two matters in one message: one case each, if the person says so.
bool ask_matters(work& w) {
    auto& d = current(w);
    if (d.matters.size() < 2) return false;
    std::string list;
    for (std::size_t i = 0; i < d.matters.size(); ++i)
        list += (i == 0 ? "" : "\n") + std::string("· ") + quoted(d.matters[i].text, 90);
    ask_counted(w, {"matters",
                    {},
                    w.text("ask.matters", {{"list", list}}),
                    labels(w, {"choice.apart", "choice.together"}),
                    false,
                    false});
    return true;
}

bool ask_category(work& w) {
    auto& d = current(w);
    if (!d.category.empty() || has_answer(d, "guess")) return false;
    if (const auto* q = question_of_opener(w, d); q && !has_answer(d, q->id)) {
        ask_own_question(w, *q);
        return true;
    }
    // A list of what it hardly can be helps nobody.
    constexpr float worth_asking = 0.1F;
    if (d.guesses.empty() || d.guesses.front().confidence < worth_asking) {
        if (has_answer(d, "what_kind")) return false;
        keep(d, "what_kind", "");
        ask_counted(w, {"what_kind", {}, w.text("ask.what_kind"), labels(w, {"choice.skip"}), false, false});
        return true;
    }
    asked a{"guess", {}, w.text("ask.guess"), {}, false, false};
    // Nobody's life hangs on a faint guess, and nobody should tap it by mistake.
    constexpr float faint = 0.25F;
    std::erase_if(d.guesses, [&](const guess& g) { return saves_lives(w, g.category) && g.confidence < faint; });
    for (const auto& g : d.guesses)
        if (a.labels.size() < 4) a.labels.push_back(category_text(w.c, g.category, w.self.language));
    a.labels.push_back(w.text("choice.none_of_these"));
    ask_counted(w, std::move(a));
    return true;
}

// "整栋都停水": nobody goes to one flat for it.
bool reaches_beyond_a_flat(const work& w, const draft& d) {
    return std::ranges::any_of(w.c.taxonomy.signs, [&](const sign& s) {
        return s.impact.value_or(impact::flat) > impact::flat && std::ranges::find(d.signs, s.id) != d.signs.end();
    });
}

bool needs_room(const work& w, const draft& d) {
    const auto* q = place_question(w, d);
    if (reaches_beyond_a_flat(w, d)) return false;
    return q && q->type == "address" && d.place.room.empty() && d.place.spot.empty();
}

bool ask_place(work& w) {
    auto& d = current(w);
    if (ask_doubt(w)) return true;
    if (has_answer(d, "place")) return false;
    const auto& home = offered_place(w);
    if (d.place.empty() && happens_nowhere(w, d)) return false;
    if (d.place.empty()) {
        if (!home.empty() && !has_answer(d, "home")) {
            const bool again = &home == &w.self.home;
            ask_counted(w,
                        {"home",
                         {},
                         w.text(again ? "ask.home" : "ask.here", {{"place", place_text(w.c, home, w.self.language)}}),
                         labels(w, {again ? "choice.same_place" : "choice.right_here", "choice.other_place"}),
                         false,
                         false});
            return true;
        }
        const auto* q = place_question(w, d);
        ask_counted(w, {"place", {}, q ? q->text.in(w.self.language) : w.text("ask.place"), {}, false, false});
        return true;
    }
    if (ask_building(w)) return true;
    if (!needs_room(w, d) || has_answer(d, "room")) return false;
    if (home.building == d.place.building && !home.room.empty()) {
        merge(d.place, home);
        return false;
    }
    ask_counted(w, {"room", {}, w.text("ask.room"), labels(w, {"choice.skip"}), false, false});
    return true;
}

// Neighbours have told us already: one tap instead of a form.
bool ask_incident(work& w) {
    auto& d = current(w);
    if (has_answer(d, "incident") || d.category.empty() || d.place.empty()) return false;
    const auto* known = incident_like(w.read_office(), d.category, d.place, w.now());
    if (!known) return false;
    ask_counted(w, {"incident", known->code,
                    w.text("ask.incident", {{"what", category_text(w.c, known->category, w.self.language)},
                                            {"place", place_text(w.c, known->place, w.self.language)},
                                            {"time", w.c.calendar.when(known->since, w.now())}}),
                    labels(w, {"choice.me_too", "choice.mine_differs"}), false, false});
    return true;
}

// "整栋停水" has answered how far it reaches: a sign says the same as one of the options, or more than any.
void keep_what_signs_say(const work& w, draft& d, const question& q) {
    auto farthest = impact::flat;
    for (const auto& o : q.options) farthest = std::max(farthest, o.impact.value_or(impact::flat));
    for (const auto& sign : w.c.taxonomy.signs) {
        if (!sign.impact || std::ranges::find(d.signs, sign.id) == d.signs.end()) continue;
        for (const auto& o : q.options)
            if (o.impact == sign.impact) keep(d, q.id, o.text.in(w.self.language));
        if (farthest > impact::flat && *sign.impact > farthest) keep(d, q.id, "");  // 整个小区: their own words say it
    }
}

bool ask_details(work& w) {
    auto& d = current(w);
    const auto* sub = w.c.taxonomy.find(d.category);
    if (!sub || d.asked >= asked_max) return false;
    int put_so_far = 0;
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        if (!q || about_place(*q) || beside_the_point(*q, d.place)) continue;
        if (!has_answer(d, id)) keep_what_signs_say(w, d, *q);
        if (has_answer(d, id)) {
            ++put_so_far;
            continue;
        }
        if (put_so_far >= category_questions) return false;
        ask_own_question(w, *q);
        return true;
    }
    return false;
}

// A question of its kind that asks for a photo itself was put.
bool asked_for_photo(const work& w, const draft& d, const subcategory& sub) {
    return std::ranges::any_of(sub.questions, [&](const std::string& id) {
        const auto* q = w.c.taxonomy.find_question(id);
        return q && q->type == "asset" && has_answer(d, id);
    });
}

bool ask_photo(work& w) {
    auto& d = current(w);
    const auto* sub = w.c.taxonomy.find(d.category);
    const bool wanted = sub && wants_photo(*sub) && !asked_for_photo(w, d, *sub);
    const bool coming = !d.attachments.empty() || !w.self.jobs.empty();
    if (!wanted || !w.e.photos || coming || has_answer(d, "photo") || d.asked >= asked_max) return false;
    ask_counted(w, {"photo", {}, w.text("ask.photo"), labels(w, {"choice.no_photo"}), false, false});
    return true;
}

std::string detail_text(const draft& d) {
    std::string out;
    for (const auto& a : d.answers) {
        const bool shown = a.question.starts_with("#") || a.question == "location";
        if (a.text.empty() || shown) continue;
        out += out.empty() ? "" : " · ";
        out += a.text;
    }
    return out;
}

void sum_up(work& w) {
    auto& d = current(w);
    std::string text = w.text("confirm.head") + "\n" + d.summary;
    if (const auto details = detail_text(d); !details.empty()) text += " (" + details + ")";
    const auto where = place_text(w.c, d.place, w.self.language);
    if (!where.empty())
        text += "\n" + where;
    else if (!happens_nowhere(w, d))
        text += "\n" + w.text("confirm.no_place");
    if (const auto media = media_text(w.c, media_of(w, d), w.self.language); !media.empty()) text += "\n" + media;
    ask(w, {"confirm", {}, text, labels(w, {"choice.confirm", "choice.change"}), false, false});
}

// "3-2-1101" alone tells where, and not what.
bool says_what(const reading& r) {
    return r.place.empty() || !r.guesses.empty() || !r.intent.empty() || !r.ambiguous.empty();
}

}  // namespace

void begin(work& w, const said& s) {
    w.keep_self = true;
    if (w.self.drafts.empty()) {
        w.self.drafts.push_back({});
        current(w).started = w.now();
    }
    absorb(w, s);
    auto& d = current(w);
    if (d.summary.empty() && !s.text.empty() && says_what(s.reading))
        d.summary = summary_of(s.reading.point.empty() ? s.text : s.reading.point);
    next_step(w);
}

void take_up_later(work& w) {
    if (armed(w) || !w.self.drafts.empty() || w.self.later.empty()) return;
    w.keep_self = true;
    auto next = std::move(w.self.later.front());
    w.self.later.erase(w.self.later.begin());
    draft d;
    d.started = d.touched = w.now();
    d.words = {next.text};
    d.summary = summary_of(next.text);
    d.category = next.category;
    d.place = next.place.empty() ? w.self.home : next.place;
    w.self.drafts.push_back(std::move(d));
    w.say(w.text("later", {{"words", quoted(next.text, 90)}}));
    next_step(w);
}

void next_step(work& w) {
    if (w.self.drafts.empty()) return;
    act_first(w);
    const bool asks = ask_matters(w) || ask_what(w) || ask_category(w) || ask_place(w) || ask_incident(w) ||
                      ask_details(w) || ask_photo(w);
    if (!asks) sum_up(w);
}

}  // namespace linli::resident
