// What was told is changed, taken back or dropped before it is filed.
#include <algorithm>

#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {

void drop(work& w) {
    w.self.drafts.clear();
    answered(w);
    w.say(w.text("cancelled.draft"));
}

void correct(work& w) {
    ask(w, {"change",
            {},
            w.text("ask.change"),
            labels(w, {"change.what", "change.place", "change.category", "change.photo", "change.drop"}),
            false,
            false});
}

void answer_change(work& w, int digit) {
    auto& d = current(w);
    const auto forget = [&](std::initializer_list<std::string_view> ids) {
        for (auto id : ids) std::erase_if(d.answers, [&](const answer& a) { return a.question == id; });
    };
    d.asked = 0;
    switch (digit) {
        case 1:
            d.summary.clear();
            forget({"what"});
            break;
        case 2:
            d.place = {};
            forget({"place", "room", "doubt", "building"});
            keep(d, "home", "");
            break;
        case 3:
            d.category.clear();
            d.guesses.clear();
            forget({"guess", "what_kind"});
            if (const auto* q = question_of_opener(w, d)) forget({q->id});
            break;
        case 4:
            d.attachments.clear();
            forget({"photo"});
            return ask_counted(w, {"photo", {}, w.text("ask.photo"), labels(w, {"choice.no_photo"}), false, false});
        default:
            return drop(w);
    }
    next_step(w);
}

void back(work& w) {
    auto& d = current(w);
    const auto no_question = [](const answer& a) { return a.question == "location" || a.question.starts_with('#'); };
    while (!d.answers.empty() && no_question(d.answers.back())) d.answers.pop_back();
    if (w.self.armed.id == "change") return go_on(w);
    // Before the first answer there are the words that it began with: what of them is to be changed?
    if (d.answers.empty() && !d.summary.empty()) return correct(w);
    if (!d.answers.empty()) {
        const auto last = d.answers.back().question;
        d.answers.pop_back();
        if (last == "place") d.place = {};
        if (last == "building") d.place.building = d.place.spot = "";
        const auto* opening = question_of_opener(w, d);
        if (last == "guess" || (opening && last == opening->id)) d.category.clear();
        if (last == "what") d.summary.clear();
    }
    if (d.asked > 0) --d.asked;
    d.touched = w.now();
    w.keep_self = true;
    go_on(w);
}

}  // namespace linli::resident
