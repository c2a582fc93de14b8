// "Is anyone in danger now?": asked where a message may be about danger and may not, answered with one tap.
// Only what sounded plainly so raises an alarm without an answer; everything else goes on as it was told.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

// Of the draft, while that question is open.
constexpr std::string_view asked_kind = "#danger";         // what may be under way,
constexpr std::string_view asked_words = "#danger_words";  // the words that sounded so,
constexpr std::string_view asked_plain = "#danger_plain";  // and that they sound like nothing else

std::string kept(const draft& d, std::string_view question) {
    const auto a = std::ranges::find(d.answers, question, &answer::question);
    return a == d.answers.end() ? std::string() : a->text;
}

bool sounds_plain(const work& w, const reading& r) {
    constexpr float hardly_else = 0.9F;  // share of the best guess
    if (r.red_flag || r.life_safety == danger::certain) return true;
    const auto* best = r.guesses.empty() ? nullptr : w.c.taxonomy.find(r.guesses.front().category);
    return r.sure && best && best->life_safety && r.guesses.front().confidence >= hardly_else;
}

// They are in no danger and say what it is instead: "没有，就是楼道灯坏了".
bool tells_other(const work& w, const reading& r) {
    const auto* best = r.guesses.empty() ? nullptr : w.c.taxonomy.find(r.guesses.front().category);
    return r.sure && best && !best->life_safety;
}

void take_place(draft& d, const said& s) {
    if (s.reading.corrects) return correct_parts(d.place, s.reading.place);
    merge(d.place, s.reading.place);
    if (!s.reading.place.floor.empty() && d.place.room.empty()) d.place.floor = s.reading.place.floor;
}

void raise(work& w, const std::string& more) {
    const auto& d = current(w);
    open_alarm(w, kept(d, asked_kind), more.empty() ? kept(d, asked_words) : more, d.place);
}

// Nobody said that there is danger: it goes on like any other complaint, with what was said instead.
void no_danger(work& w, const said& s) {
    auto& d = current(w);
    w.self.armed = {};
    std::erase_if(d.guesses, [&](const guess& g) { return saves_lives(w, g.category); });
    if (s.text.empty()) return next_step(w);
    if (!only_where(s.reading)) add_to_summary(d, s.text);
    begin(w, s);
}

// "没有，就是楼道灯坏了": more than the no.
bool tells_more(const said& s) {
    constexpr std::size_t bare_no = 18;  // bytes: six Chinese characters, "no, nobody is hurt"
    return !s.reading.digit && s.text.size() > bare_no;
}

}  // namespace

std::string words_of_danger(const draft& d) { return kept(d, asked_words); }

void ask_danger(work& w, const said& s, const std::string& category) {
    const auto& r = s.reading;
    if (w.self.drafts.empty()) {
        w.self.drafts.push_back({});
        current(w).started = w.now();
    }
    auto& d = current(w);
    d.touched = w.now();
    d.words.push_back(s.text);
    add_to_summary(d, s.text);
    if (d.place.empty()) d.place = r.place;
    if (d.category.empty()) d.guesses = r.guesses;
    if (d.category.empty() && tells_other(w, r)) d.category = r.guesses.front().category;
    keep(d, asked_kind, category);
    keep(d, asked_words, s.text);
    if (sounds_plain(w, r)) keep(d, asked_plain, "");
    start_fetches(w, s, case_code::none);
    if (r.foreign) keep(d, unread_language, "");
    const auto& t = w.c.texts;
    const auto text =
        r.foreign ? t.say(language::zh, "ask.danger") + "\n" + t.say(language::en, "ask.danger") : w.text("ask.danger");
    ask(w, {"danger", {}, text, labels(w, {"choice.danger", "choice.no_danger"}), false, false});
}

void answer_danger(work& w, const said& s, std::optional<int> digit) {
    if (w.self.drafts.empty()) return answered(w);
    w.keep_self = true;
    if (digit == 2) return no_danger(w, tells_more(s) ? s : said{});
    if (digit || s.text.empty()) return raise(w, "");
    if (s.reading.life_safety != danger::none && s.reading.ambiguous.empty()) {
        if (s.reading.life_safety == danger::certain) keep(current(w), asked_kind, s.reading.danger_category);
        take_place(current(w), s);
        return raise(w, s.text);
    }
    const bool other = tells_other(w, s.reading) || !s.reading.ambiguous.empty();
    if (other && !only_where(s.reading)) return no_danger(w, s);
    // "5栋", "地下室", "快": no answer to it. What sounded plainly like danger waits for none.
    const bool placed = !s.reading.place.empty() || !s.reading.place.floor.empty();
    take_place(current(w), s);
    if (has_answer(current(w), asked_plain)) return raise(w, only_where(s.reading) ? "" : s.text);
    if (w.self.armed.misses > 0) return no_danger(w, s);
    current(w).words.push_back(s.text);
    if (!placed) add_to_summary(current(w), s.text);
    ask_again(w, w.text("ask.again_danger"));
}

// Silence to a faint sign rings nobody, but somebody should look at the words.
void danger_unanswered(work& w) {
    const auto& d = current(w);
    if (has_answer(d, asked_plain)) return raise(w, "");
    auto words = quoted(words_of_danger(d));
    if (!d.place.empty()) words += " · " + place_text(w.c, d.place, w.c.language);
    w.tell_staff(w.staff_text("group.maybe_danger", {{"words", words}}));
    no_danger(w, {});
}

}  // namespace linli::resident
