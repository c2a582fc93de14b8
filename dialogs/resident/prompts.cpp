// What comes without a word of the resident: prompts of others' turns, and time that passes.
#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/pairing.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {

void take(work& w, const prompt& p) {
    if (p.what == "adopt") return adopt(w, p);
    if (p.what == "forgotten") return void(w.out.forget = true);
    if (pairing_prompt(w, p)) return;
    if (p.what == "guest") return welcome_guest(w, p.about);
    tell_held(w);
    if (p.what == news_told || p.what == news_moved) return hear(w, p);
    if (asks_later(w, p)) return;
    if (work_prompt(w, p) || w.self.stopped) return;
    if (p.what == "ask_solved")
        ask_solved(w, p.about, false);
    else if (p.what == "remind_solved")
        ask_solved(w, p.about, true);
    else if (p.what == "remind_score" && w.self.armed.id == "score" && w.self.armed.about == p.about)
        ask_again(w, w.text("ask.score_reminder", {{"code", code_text(p.about)}}));
    else if (p.what == "case_over") {
        hear(w, {std::string(news_told), p.about, w.text("told.lapsed", {{"code", code_text(p.about)}}), {}});
        std::erase_if(w.self.waiting, [&](const armed_question& q) { return q.about == p.about; });
        if (w.self.armed.about == p.about && w.self.armed.id == "solved") answered(w);
        w.keep_self = true;
    }
}

void take(work& w, const tick&) {
    w.keep_self = true;
    tell_held(w);
    const auto& t = w.c.timing;
    if (!w.self.sitting.empty() && w.now() >= w.self.sitting_until) {
        auto pieces = std::move(w.self.sitting);
        w.self.sitting.clear();
        route(w, merged(std::move(pieces)));
    }
    if (w.self.drafts.empty()) return forget_silent(w);
    auto& d = w.self.drafts.front();
    if (w.self.armed.id == "danger" && w.now() >= w.self.armed.at + danger_silence) return danger_unanswered(w);
    if (w.now() >= d.touched + t.draft_keep) return file_draft(w, true);
    if (!d.nudged && w.now() >= w.c.calendar.after_quiet(d.touched + t.draft_nudge)) {
        d.nudged = true;
        ask_again(w, w.text("nudge"));
    }
}

}  // namespace linli::resident
