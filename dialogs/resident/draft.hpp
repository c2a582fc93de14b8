// What the parts of the intake share: the draft, its answers, and how a message becomes part of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/whereabouts.hpp"

namespace linli::resident {

draft& current(work& w);  // the draft of this conversation; there must be one
bool has_answer(const draft& d, std::string_view question);
void keep(draft& d, std::string_view question, std::string text);  // replaces an earlier answer
// Takes over what `from` says; another building makes the earlier unit and flat meaningless.
void merge(place& into, const place& from);
void put_parts(place& into, const place& from);  // the same, but every other part stays
// What takes an earlier word back: the other parts were right, but a spot is no flat and a flat no spot.
void correct_parts(place& into, const place& meant);
// One line that says what is wrong, from the person's own words.
std::string summary_of(const std::string& words);

// More of the same story, once: it stands behind what the summary says already.
void add_to_summary(draft& d, const std::string& words);

// safety_question.cpp: "is anyone in danger now?".
void ask_danger(work& w, const said& s, const std::string& category);
void answer_danger(work& w, const said& s, std::optional<int> digit);
void danger_unanswered(work& w);              // two minutes of silence
std::string words_of_danger(const draft& d);  // that made us ask; empty: we did not

// What a case that this person tells of begins with: who they are and how they are reached.
intake told_by_self(const work& w);

// The question that tells what an ambiguous first message means; nullptr: it was not ambiguous.
const question* question_of_opener(const work& w, const draft& d);

// "2单元", "B2": where, and nothing else.
bool only_where(const reading& r);
// doubt.cpp: where they are, as far as we know: the door whose code they scanned a moment ago, else their home.
const place& offered_place(const work& w);
const place* scanned_door(const work& w);    // that door; nullptr: none was scanned within the hour
void note_door(work& w, const place& door);  // nothing where there is no such place

// Of a draft whose words are in neither of our languages.
inline constexpr std::string_view unread_language = "#unread";

// A garage has no household valve that somebody could close.
bool beside_the_point(const question& q, const place& where);

bool about_place(const question& q);                                       // the question asks where it is
bool wants_photo(const subcategory& kind);                                 // and asks for one
bool saves_lives(const work& w, std::string_view kind);                    // a kind of life safety
std::vector<std::string> option_labels(const work& w, const question& q);  // intake.cpp

// absorbing.cpp: everything that a message says beside its point: words, photos, place, category, numbers.
void absorb(work& w, const said& s);
// beside.cpp: what an answer tells beside what it was asked for.
enum class besides : std::uint8_t { nothing, answers, alarm };  // alarm: the draft became one and is gone
besides answers_others(work& w, const said& s);                 // questions of the draft that were not put yet
// 没人受伤, said to a question about something else: it is neither its yes nor its no.
bool speaks_of_others(const work& w, const said& s);
// The choice of the armed question that the words are, read together with what was told before.
std::optional<int> option_in_words(const work& w, const said& s);
// guessing.cpp: the list of what it may be, answered in words. `settled`: as far as it ever is.
enum class guessed : std::uint8_t { nothing, place, settled, alarm };
guessed guess_in_words(work& w, const said& s, bool answered_others);
// answers.cpp: the category was chosen. True: it is one of life safety, and the draft became an alarm.
bool settle(work& w, const std::string& category);
// Words that answer nothing may have told something all the same: a place, a name, a number.
std::string heard_instead(const work& w, const said& s, const place& before);
void ask_choice_again(work& w, std::string heard);
// What was asked is answered, or over: the first question that is still open is put.
void go_on(work& w);
// own_questions.cpp: the answer to one of the category's own.
void answer_own_question(work& w, const said& s, std::optional<int> digit, const place& before);
// changing.cpp
void answer_change(work& w, int digit);
void drop(work& w);
// where.cpp
whereabouts told_where(const said& s);
// 3号楼后面的垃圾桶: which building was read, but whoever goes there needs the rest as well.
void keep_own_words(draft& d, const said& s);
// An early answer to a later question ("since this morning", 里面没人) is no place. True: it is kept, and where
// it is is asked once more.
bool asks_where_again(work& w, const said& s, besides heard);
void answer_place(work& w, const said& s, besides heard);
void answer_room(work& w, const said& s, std::optional<int> digit);
// doubt.cpp: a place that cannot be. True: it is asked about. `before` is the place as it was doubted.
bool ask_doubt(work& w);
void answer_doubt(work& w, const said& s, const place& before);
// doubt.cpp: a flat without its building, where there are several. True: it is asked for.
bool lacks_building(const work& w, const place& p);
void add_building(place& p, const said& s);  // from the answer, else in its own words
bool ask_building(work& w);
void answer_building(work& w, const said& s, const place& before);
// intake.cpp: asks one of the few questions that a draft may be asked, and counts it.
void ask_counted(work& w, asked q);

}  // namespace linli::resident
