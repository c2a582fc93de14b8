// Words that are no complaint: greetings and thanks, a question, a language that we do not read.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/scores.hpp"
#include "dialogs/understanding/together.hpp"

namespace linli::resident {
namespace {

// Marks and smileys say nothing that could be kept.
bool has_words(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u >= 0xE4 && u <= 0xE9) || (u >= 0xC3 && u <= 0xDF) ||
               ((u | 0x20U) >= 0x61 && (u | 0x20U) <= 0x7A);  // Chinese, Cyrillic, Latin
    });
}

// 不错, 很好, and nothing that it could be about.
bool only_pleased(const said& s) {
    constexpr int pleased = 4;
    if (!s.reading.place.empty()) return false;
    const auto grade = read_grade(s.text);
    return grade && !grade->more && grade->score >= pleased && !s.reading.digit;
}

bool is_small_talk(const work& w, const said& s) {
    const auto& r = s.reading;
    if (!s.media.empty() || !s.attachments.empty() || !s.location.empty()) return false;
    if (r.commanded || r.intent == "greet" || r.intent == "info" || s.reading.digit || only_pleased(s)) return true;
    constexpr std::size_t one_character = 3;  // bytes, of a Chinese one: 嗯, 好
    const bool one = s.text.size() <= one_character && !names_matter(w.c.taxonomy, s.text);
    const bool says_nothing = !has_words(s.text) || one || r.answer != yes_no::neither;
    return r.intent.empty() && r.place.empty() && says_nothing;
}

// A question is for a person: in its own words, with the place that stands in it.
void asks_a_person(work& w, const said& s) {
    if (own_cases(w, true).empty()) {
        w.self.drafts.push_back({});
        auto& d = current(w);
        d.started = w.now();
        d.summary = summary_of(s.text);
        d.place = s.reading.place;
    }
    want_person(w, s);
}

// Neither of our languages: whom to call in danger, in both, and a person who may find a way.
void third_language(work& w, const said& s) {
    const auto& t = w.c.texts;
    w.say(t.say(language::zh, "greeting_more.unread") + "\n" + t.say(language::en, "greeting_more.unread")).lane =
        lane::alarm;
    asks_a_person(w, s);
}

void small_answer(work& w, const said& s) {
    if (s.reading.digit || s.text.empty()) return void(w.say(w.text("digit_alone")));
    if (only_pleased(s)) return void(w.say(w.text("thanks.bye")));
    if (s.reading.intent == "info") return asks_a_person(w, s);
    if (w.self.met && s.reading.intent == "greet") return void(w.say(w.text("greeting_more.again")));
    w.say(w.text("greeting"));
}

}  // namespace

bool no_complaint(work& w, const said& s) {
    if (s.reading.foreign) return third_language(w, s), true;
    if (praises(s)) return thank(w, s), true;
    if (is_small_talk(w, s)) return small_answer(w, s), true;
    return false;
}

}  // namespace linli::resident
