// What answers a question of the category's own.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

// Somebody is hurt: help is on its way before anything else is asked, and nobody is asked for a photo.
void alarm_for_the_hurt(work& w, const std::string& words) {
    auto& d = current(w);
    if (const auto* q = w.c.taxonomy.find_question("hurt"); q && !has_answer(d, "hurt"))
        keep(d, "hurt", q->text.in(w.self.language) + " " + w.text("yes"));
    open_alarm(w, d.category.empty() ? "safety.person" : d.category, words, d.place, "person");
}

// Whether somebody may be hurt is asked in this kind, or just now.
bool may_hurt(const work& w, const draft& d, std::string_view asked) {
    const auto* sub = w.c.taxonomy.find(d.category);
    return asked == "hurt" || (sub && std::ranges::find(sub->questions, "hurt") != sub->questions.end());
}

}  // namespace

void answer_own_question(work& w, const said& s, std::optional<int> digit, const place& before) {
    auto& d = current(w);
    const auto id = w.self.armed.id.substr(2);
    const auto* q = w.c.taxonomy.find_question(id);
    auto heard = heard_instead(w, s, before);
    const bool only_that = !heard.empty() && (!s.reading.sure || told_where(s) == whereabouts::not_told);
    const bool opens = q && q == question_of_opener(w, d);
    const bool beside =
        s.reading.guesses.empty() || only_that || (opens && !s.reading.sure);  // it says nothing of what was asked
    const bool wants_choice = q && (!q->options.empty() || (q->type == "yesno" && only_where(s.reading)));
    const bool first_words = w.self.armed.misses == 0 && s.attachments.empty() && s.media.empty();
    if (!digit && has_sign(s.reading, "injured") && may_hurt(w, d, id)) return alarm_for_the_hurt(w, s.text);
    if (q && digit && !q->options.empty()) {
        const auto& option = q->options[static_cast<std::size_t>(*digit - 1)];
        keep(d, id, option.text.in(w.self.language));
        if (!option.category.empty() && settle(w, option.category)) return;
    } else if (q && digit && q->type == "yesno") {
        keep(d, id, q->text.in(w.self.language) + " " + w.self.armed.choices[*digit == 1 ? 0 : 1].label);
        if (id == "hurt" && *digit == 1) return alarm_for_the_hurt(w, "");
    } else if (digit) {
        keep(d, id, "");  // skipped
    } else if (wants_choice && beside && first_words) {
        return ask_choice_again(w, std::move(heard));
    } else {
        const bool skips = s.reading.commanded && s.reading.intent == "skip";
        keep(d, id, skips ? "" : quoted(s.text, 200));
    }
    if (opens && d.category.empty()) {  // only these words can still tell; "厨房" tells nothing against the opener
        if (s.reading.sure) d.guesses = s.reading.guesses;
        if (d.guesses.empty()) keep(d, "guess", "");
    }
    go_on(w);
}

}  // namespace linli::resident
