// What an answer to a question of the intake does.
#include <algorithm>
#include <array>
#include <tuple>

#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {

bool settle(work& w, const std::string& category) {
    auto& d = current(w);
    d.category = category;
    if (!saves_lives(w, category)) return false;
    const auto words = d.summary;
    open_alarm(w, category, words, d.place);
    return true;
}

std::string heard_instead(const work& w, const said& s, const place& before) {
    std::string what;
    const auto add = [&](const std::string& more) {
        if (!more.empty()) what += (what.empty() ? "" : w.text("noted.and")) + more;
    };
    const auto& where = w.self.drafts.front().place;
    if (where != before) add(place_text(w.c, where, w.self.language));
    add(s.reading.name);
    add(s.reading.phone);
    return what.empty() ? what : w.text("noted.this", {{"what", what}});
}

void ask_choice_again(work& w, std::string heard) {
    ask_again(w, heard.empty() ? w.text("ask.again_choice") : std::move(heard));
}

void go_on(work& w) {
    w.self.armed = {};
    next_step(w);
}

namespace {

// "另外卫生间也渗水": more of the story, before it is filed. It stands in what the resident confirms and on
// the card, while its place and its kind have been taken in already.
void tell_more(draft& d, const said& s) {
    const auto& r = s.reading;
    const bool only_who = (!r.name.empty() || !r.phone.empty()) && !r.sure;
    if (only_who || (r.intent != "add" && (r.intent != "complaint" || r.guesses.empty()))) return;
    add_to_summary(d, s.text);
}

// "How do I close the valve?", said to a question of ours: no answer to it, and none of ours to give. True: it
// is promised to colleagues, who read every word, and the question is put once more.
bool promises_answer(work& w, const said& s) {
    const auto& r = s.reading;
    const bool tells = r.sure || r.corrects || !r.place.empty() || !r.time_words.empty() || !r.plate.empty() ||
                       !r.degrees.empty() || !r.codes.empty() || !r.phone.empty() || !r.name.empty();
    if (!r.asks || tells || w.self.armed.misses > 0 || !s.attachments.empty() || !s.media.empty()) return false;
    ask_again(w, w.text("ask.asked_back"));
    return true;
}

// 车挪走了, said while it is being told: is it to be filed all the same? True: that is asked.
bool asks_whether_over(work& w, const said& s) {
    constexpr std::size_t few_words = 40;  // bytes: more tells a story
    auto& d = current(w);
    const auto& id = w.self.armed.id;
    const bool over = has_sign(s.reading, "mended") && s.text.size() <= few_words;
    if (!over || id == "over" || id == "what" || has_answer(d, "over")) return false;
    add_to_summary(d, s.text);
    w.self.armed = {};
    ask(w, {"over", {}, w.text("ask.over"), labels(w, {"choice.file_it", "choice.drop_it"}), false, false});
    return true;
}

// Words behind the yes.
bool says_more(const said& s) {
    constexpr std::size_t only_yes = 18;  // bytes: six Chinese characters, "yes, file it please"
    return !s.reading.digit && (s.text.size() > only_yes || !s.reading.place.empty());
}

// The first of the matters goes on here, the others after it.
void tell_apart(work& w) {
    auto& d = current(w);
    auto first = std::move(d.matters.front());
    d.summary = summary_of(first.text);
    d.category = first.category;
    if (!first.place.empty()) d.place = first.place;
    w.self.later.assign(d.matters.begin() + 1, d.matters.end());
}

// What a summary shows; the same as before: the words changed nothing.
auto shown_of(const draft& d) {
    return std::tuple(d.summary, d.place, d.category, d.answers.size(), d.attachments.size());
}

// An answer as its question takes it, when all that stands beside it is part of the draft already.
struct given {
    work& w;
    const said& s;
    std::optional<int> digit;  // the choice, tapped or said
    draft& d;
    place before;                       // the draft's, before these words
    decltype(shown_of(draft{})) shown;  // what a summary showed before them
    besides heard = besides::nothing;
};

// `dealt_with`: the draft is filed or gone, or something else was asked.
enum class then : std::uint8_t { go_on, dealt_with };

then to_own_question(given& g) {
    answer_own_question(g.w, g.s, g.digit, g.before);
    return then::dealt_with;
}

then to_matters(given& g) {
    if (g.digit == 1) tell_apart(g.w);
    g.d.matters.clear();
    return then::go_on;
}

then to_incident(given& g) {
    keep(g.d, "incident", "");
    if (g.digit != 1) return then::go_on;
    g.d.incident = g.w.self.armed.about;
    file_draft(g.w, false);
    return then::dealt_with;
}

then to_what(given& g) {
    // A digit that was meant for an earlier question says nothing.
    if (g.s.reading.digit) {
        if (!g.d.words.empty() && g.d.words.back() == g.s.text) g.d.words.pop_back();
        ask_again(g.w, g.w.text("ask.again_words"));
        return then::dealt_with;
    }
    g.d.summary = summary_of(g.s.text);
    keep(g.d, "what", "");
    return then::go_on;
}

then to_what_kind(given& g) {
    if (g.d.category.empty() && !g.digit) g.d.guesses = g.s.reading.guesses;
    if (!g.digit && !only_where(g.s.reading)) add_to_summary(g.d, g.s.text);
    return then::go_on;
}

// "Which one is it?" in words. The list is put once more where they tell nothing.
then guess_by_words(given& g) {
    const auto found = guess_in_words(g.w, g.s, g.heard == besides::answers);
    if (found == guessed::alarm) return then::dealt_with;
    if (found == guessed::settled) return then::go_on;
    if (found == guessed::nothing && !g.s.reading.commanded) add_to_summary(g.d, g.s.text);
    ask_choice_again(g.w, heard_instead(g.w, g.s, g.before));
    return then::dealt_with;
}

then to_guess(given& g) {
    constexpr int offered_max = 4;  // "none of these" follows them
    // 电梯, and then 坏了: together they are what has a better question than this list.
    if (const auto* q = question_of_opener(g.w, g.d); q && !g.digit && !has_answer(g.d, q->id)) {
        add_to_summary(g.d, g.s.text);
        return then::go_on;
    }
    const bool one_of_them =
        g.digit && static_cast<std::size_t>(*g.digit) <= g.d.guesses.size() && *g.digit <= offered_max;
    if (one_of_them) {
        if (settle(g.w, g.d.guesses[static_cast<std::size_t>(*g.digit - 1)].category)) return then::dealt_with;
    } else if (g.digit) {
        g.d.guesses.clear();
    } else {
        if (guess_by_words(g) == then::dealt_with) return then::dealt_with;
        tell_more(g.d, g.s);
    }
    keep(g.d, "guess", "");
    return then::go_on;
}

then to_home(given& g) {
    if (g.digit == 1 || g.s.reading.intent == "same_place") g.d.place = offered_place(g.w);
    keep(g.d, "home", "");
    return then::go_on;
}

then to_place(given& g) {
    answer_place(g.w, g.s, g.heard);
    return then::go_on;
}

then to_doubt(given& g) {
    answer_doubt(g.w, g.s, g.before);
    return then::go_on;
}

then to_building(given& g) {
    answer_building(g.w, g.s, g.before);
    return then::go_on;
}

then to_room(given& g) {
    answer_room(g.w, g.s, g.digit);
    return then::go_on;
}

then to_photo(given& g) {
    keep(g.d, "photo", "");
    tell_more(g.d, g.s);
    return then::go_on;
}

then to_confirm(given& g) {
    const bool and_more = g.digit == 1 && says_more(g.s);
    if (g.digit == 1 && !and_more) return file_draft(g.w, false), then::dealt_with;
    if (g.digit == 2) return correct(g.w), then::dealt_with;
    tell_more(g.d, g.s);
    const bool nothing_new = shown_of(g.d) == g.shown;
    if (and_more && nothing_new) return file_draft(g.w, false), then::dealt_with;
    if (!nothing_new || !g.s.media.empty()) return then::go_on;
    const auto instead = heard_instead(g.w, g.s, g.before);  // "谢谢": they may think that it is sent
    ask_again(g.w, instead.empty() ? g.w.text("ask.again_confirm") : instead);
    return then::dealt_with;
}

then to_over(given& g) {
    if (g.digit == 2) return drop(g.w), then::dealt_with;
    keep(g.d, "over", "");
    if (!g.digit) tell_more(g.d, g.s);
    return then::go_on;
}

then to_change(given& g) {
    if (g.digit) return answer_change(g.w, *g.digit), then::dealt_with;
    tell_more(g.d, g.s);
    return then::go_on;
}

struct question_row {
    std::string_view id;
    then (*take)(given&);
    bool words = false;         // it asks for words: a question of theirs is no answer to it
    bool where = false;         // it asks where: nor are words that tell nothing of that
    bool of_place = false;      // "打错了，应该是12栋" answers it
    bool choices_only = false;  // a choice or a sentence answers it: a digit beside its choices says nothing
};
constexpr std::string_view own = "q:";  // of the category's own; what follows names it
constexpr auto questions = std::to_array<question_row>({
    {.id = own, .take = to_own_question, .words = true},
    {.id = "matters", .take = to_matters, .choices_only = true},
    {.id = "incident", .take = to_incident, .choices_only = true},
    {.id = "what", .take = to_what},
    {.id = "what_kind", .take = to_what_kind, .choices_only = true},
    {.id = "guess", .take = to_guess, .choices_only = true},
    {.id = "home", .take = to_home, .choices_only = true},
    {.id = "place", .take = to_place, .words = true, .where = true, .of_place = true},
    {.id = "doubt", .take = to_doubt, .of_place = true},
    {.id = "building", .take = to_building, .words = true, .where = true, .of_place = true},
    {.id = "room", .take = to_room, .words = true, .where = true},
    {.id = "photo", .take = to_photo, .words = true, .choices_only = true},
    {.id = "confirm", .take = to_confirm, .choices_only = true},
    {.id = "over", .take = to_over, .choices_only = true},
    {.id = "change", .take = to_change, .choices_only = true},
});

const question_row* find_question(std::string_view id) {
    const auto name = id.starts_with(own) ? own : id;
    const auto found = std::ranges::find(questions, name, &question_row::id);
    return found == questions.end() ? nullptr : &*found;
}

// What goes before the answer, in this order. True: it is dealt with.
bool before_answer(given& g, const question_row& q, bool of_others) {
    if (of_others && g.heard == besides::nothing) add_to_summary(g.d, g.s.text);
    // Said to any other question it answers nothing: what is still open is put once more.
    if (g.s.reading.corrects && !g.digit && !q.of_place) return go_on(g.w), true;
    if (q.words && !g.digit && promises_answer(g.w, g.s)) return true;
    if (of_others && !q.where) return go_on(g.w), true;
    return q.where && !g.digit && asks_where_again(g.w, g.s, g.heard);
}

}  // namespace

bool is_intake(std::string_view question) { return question == "danger" || find_question(question) != nullptr; }

void answer_intake(work& w, const said& s, std::optional<int> digit) {
    const auto* q = find_question(w.self.armed.id);
    if (w.self.drafts.empty() || !q) return answered(w);
    const bool of_others = speaks_of_others(w, s);
    if (of_others)
        digit.reset();
    else if (!digit)
        digit = option_in_words(w, s);
    if (q->choices_only && !digit && s.reading.digit) return ask_choice_again(w, {});
    auto& d = current(w);
    given g{w, s, digit, d, d.place, shown_of(d)};
    // "对，不过是503" at the end is a yes with more to it; elsewhere the answer is all that is wanted.
    const bool yes_and_more = q->id == "confirm" && digit == 1 && says_more(s);
    const bool only_choice = digit && !yes_and_more && (q->id == own || !w.self.armed.choices.empty());
    if (only_choice)
        d.touched = w.now();
    else
        absorb(w, s);
    if (!digit && asks_whether_over(w, s)) return;
    if (!digit && q->id != "what") g.heard = answers_others(w, s);
    if (g.heard == besides::alarm || before_answer(g, *q, of_others)) return;
    if (q->take(g) == then::go_on) go_on(w);
}

}  // namespace linli::resident
