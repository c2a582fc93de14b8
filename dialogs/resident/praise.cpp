// Praise is passed on and counted; it is no case that somebody would have to close.
#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::string_view praise = "governance.praise";

// Whom they praise, and for what. A digit, a thank-you or another matter is no answer.
bool tells_of_it(const work& w, const said& s) {
    constexpr span_of_time lately = std::chrono::hours{1};
    constexpr float likely = 0.3F;  // of another matter
    const auto& r = s.reading;
    if (w.now() - w.self.armed.at > lately || s.text.empty() || r.digit || r.commanded) return false;
    if (!r.ambiguous.empty() || r.life_safety != danger::none || r.intent == "greet" || r.intent == "info")
        return false;
    return r.guesses.empty() || r.guesses.front().category == praise ||
           (!r.sure && r.guesses.front().confidence < likely);
}

}  // namespace

bool praises(const said& s) {
    const auto& r = s.reading;
    return r.sure && r.intent == "complaint" && r.guesses.front().category == praise;
}

// 我要表扬 alone names nobody: what is written next says whom, in whatever words.
void thank(work& w, const said& s) {
    constexpr std::size_t names_nobody = 18;  // bytes: six Chinese characters, "well done"
    w.out.note = praise_note;
    w.tell_staff(w.staff_text("group.praise", {{"words", quoted(s.text)}}));
    if (armed(w) || s.text.size() > names_nobody) return void(w.say(w.text("thanks.praise")));
    ask(w, {"praise", {}, w.text("thanks.praise_whom"), {}, false, false});
}

void answer_praise(work& w, const said& s) {
    if (!tells_of_it(w, s)) {
        answered(w);
        return route_free(w, s);
    }
    w.out.note = praise_note;
    w.tell_staff(w.staff_text("group.praise", {{"words", quoted(s.text)}}));
    w.say(w.text("thanks.praise"));
    answered(w);
}

}  // namespace linli::resident
