// What an answer tells beside what it was asked for: other questions that are open, more of the story.
#include <algorithm>

#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/together.hpp"

namespace linli::resident {
namespace {

// The question of that kind the options of which tell kinds apart; nullptr: it has none.
const question* question_of_kind(const work& w, const std::string& category) {
    const auto* sub = w.c.taxonomy.find(category);
    if (!sub) return nullptr;
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        const auto tells = [](const option& o) { return !o.category.empty(); };
        if (q && std::ranges::any_of(q->options, tells)) return q;
    }
    return nullptr;
}

// What the draft may still be asked: which kind it is, and the questions of its kind.
std::vector<const question*> open_questions(const work& w, const draft& d) {
    std::vector<const question*> all;
    const auto add = [&](const question* q) {
        const bool armed_now = q && w.self.armed.id == "q:" + q->id;
        if (q && !armed_now && !has_answer(d, q->id) && std::ranges::find(all, q) == all.end()) all.push_back(q);
    };
    if (d.category.empty()) add(question_of_opener(w, d));
    if (d.category.empty() && d.opener.empty())
        for (const auto& g : d.guesses) add(question_of_kind(w, g.category));
    if (const auto* sub = w.c.taxonomy.find(d.category))
        for (const auto& id : sub->questions) add(w.c.taxonomy.find_question(id));
    return all;
}

std::string told_before(const draft& d, const said& s) {
    const auto& first = d.words.empty() ? d.summary : d.words.front();
    return first == s.text ? std::string() : first;
}

// 里面没人, whatever was asked just now. An option may settle what kind it is.
besides take_option(work& w, const question& q, std::size_t option) {
    const auto& chosen = q.options[option];
    keep(current(w), q.id, chosen.text.in(w.self.language));
    if (!chosen.category.empty() && settle(w, chosen.category)) return besides::alarm;
    return besides::answers;
}

}  // namespace

bool speaks_of_others(const work& w, const said& s) {
    const auto about = read_remark(s.text);
    if (about == remark::none) return false;
    const auto* q = w.self.armed.id.starts_with("q:") ? w.c.taxonomy.find_question(w.self.armed.id.substr(2)) : nullptr;
    return !q || !fits(about, *q);
}

std::optional<int> option_in_words(const work& w, const said& s) {
    if (s.text.empty() || s.reading.digit || !w.self.armed.id.starts_with("q:")) return std::nullopt;
    const auto& d = w.self.drafts.front();
    const auto* q = w.c.taxonomy.find_question(w.self.armed.id.substr(2));
    const auto option = q ? option_said(w.c.taxonomy, *q, told_before(d, s), s.text) : std::nullopt;
    return option ? std::optional(static_cast<int>(*option) + 1) : std::nullopt;
}

besides answers_others(work& w, const said& s) {
    auto& d = current(w);
    const auto before = told_before(d, s);
    if (s.text.empty() || before.empty()) return besides::nothing;
    auto found = besides::nothing;
    for (const auto* q : open_questions(w, d)) {
        if (q->id == "hurt" && read_remark(s.text) == remark::nobody_hurt) {
            keep(d, q->id, q->text.in(w.self.language) + " " + w.text("no"));
            found = besides::answers;
        } else if (const auto option = option_said(w.c.taxonomy, *q, before, s.text)) {
            found = take_option(w, *q, *option);
            if (found == besides::alarm) return found;
        }
    }
    return found;
}

}  // namespace linli::resident
