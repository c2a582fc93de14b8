// Life safety goes before everything: the case is opened at once, the safety card is sent first, the
// staff are alarmed, and only then is anything asked.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/cases/opening.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/understanding/outside.hpp"
#include "dialogs/understanding/place.hpp"
#include "dialogs/understanding/whereabouts.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t later_max = 3;  // other matters that wait; the words of more stay with the alarm
constexpr int questions_max = 3;      // after the card; a person in danger is not a form
constexpr span_of_time same_danger = std::chrono::hours{2};  // later it is another one

const case_file* running_alarm(const work& w, const std::string& category) {
    for (const auto* f : own_cases(w, true))
        if (is_alarm(*f) && (f->category == category || category.empty()) &&
            w.now() - std::max(f->created_at, f->raised_at) < same_danger)
            return f;
    return nullptr;
}

// "I live in 1202": where they are at home, which need not be where the danger is.
bool tells_home(const std::string& words) {
    constexpr auto heads =
        std::to_array<std::string_view>({"我住", "我家", "住在", "我喺", "I live", "i live", "my flat", "My flat",
                                         "my apartment", "My apartment", "my home"});
    return std::ranges::any_of(heads, [&](std::string_view h) { return words.find(h) != std::string::npos; });
}

constexpr std::string_view evacuated = "evacuated";    // "are you safe?"
constexpr std::string_view safe_already = "+outside";  // ends the id of a question of where it is

std::string armed_question_id(const work& w) {
    const auto& id = w.self.armed.id;
    if (!id.starts_with("s:")) return {};
    return id.substr(2, id.size() - 2 - (id.ends_with(safe_already) ? safe_already.size() : 0));
}

// The questions of the category in their order: where it is first while nobody knows, then those
// after the one that is armed now.
const question* next_question(const work& w, const case_file& f) {
    const auto* sub = w.c.taxonomy.find(f.category);
    if (!sub) return nullptr;
    const auto armed_id = armed_question_id(w);
    const bool safe = w.self.armed.id.ends_with(safe_already);
    const auto* armed_now = w.c.taxonomy.find_question(armed_id);
    if ((f.place.empty() || lacks_building(w, f.place)) && !(armed_now && about_place(*armed_now))) {
        for (const auto& id : sub->questions)
            if (const auto* q = w.c.taxonomy.find_question(id); q && about_place(*q)) return q;
        return w.c.taxonomy.find_question("place");
    }
    bool after = armed_id.empty() || (armed_now && about_place(*armed_now));
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        const bool known = std::ranges::find(f.intake.answers, id, &answer::question) != f.intake.answers.end() ||
                           (safe && id == evacuated);
        if (q && after && !known && !about_place(*q) && !beside_the_point(*q, f.place)) return q;
        if (id == armed_id) after = true;
    }
    return nullptr;
}

// One of the few questions that helpers need an answer to, behind `before`; without one that is said alone.
void ask_for_helpers(work& w, const case_file& f, const question* q, std::string before) {
    if (!q || w.self.armed.misses >= questions_max) {
        w.say(std::move(before)).about = f.code;
        return answered(w);
    }
    const int put_so_far = w.self.armed.misses;
    ask(w, {"s:" + q->id, f.code, w.joined(std::move(before), q->text.in(w.self.language)), option_labels(w, *q), false,
            false});
    w.self.armed.misses = put_so_far + 1;  // counts the questions here
}

// What helpers need to know, one thing at a time; `before` is said first.
void ask_next(work& w, const case_file& f, std::string before) {
    ask_for_helpers(w, f, next_question(w, f), std::move(before));
}

// "Not safe yet", "somebody is hurt": what to do is said before anything else is asked.
std::string what_to_do(const work& w, const case_file& f, std::string_view question, std::optional<int> digit) {
    std::string_view card;
    if (question == "hurt" && digit == 1) card = "person";
    if (const auto* sub = w.c.taxonomy.find(f.category); sub && question == evacuated && digit == 2)
        card = sub->safety_card;
    const auto* found = card.empty() ? nullptr : w.c.taxonomy.find_card(card);
    return found ? found->text.in(w.self.language) : std::string();
}

// What the card says: all that was told of this danger, in its order. Of another matter only the words that
// made us ask.
std::string told_so_far(const draft& d, bool same_story, const std::string& words) {
    constexpr std::size_t shown = 150, first_shown = 75;  // bytes
    auto all = same_story ? d.words : std::vector{words_of_danger(d)};
    all.push_back(words);
    std::string out;
    for (const auto& more : all)
        if (!more.empty() && out.find(more) == out.npos) out += (out.empty() ? "" : " ") + more;
    if (out.size() <= shown || words.empty()) return quoted(out, shown);
    return quoted(out, first_shown) + " " + quoted(words, shown - first_shown);
}

// "闻到怪味", and then "像臭鸡蛋": what was being told might have been this.
bool leads_to(const draft& d, const std::string& category) {
    if (!d.category.empty()) return same_trade(d.category, category);
    return std::ranges::any_of(d.guesses, [&](const guess& g) { return same_trade(g.category, category); });
}

// What was being told belongs to it.
void take_draft(work& w, intake& in, const std::string& category, const std::string& words) {
    if (w.self.drafts.empty()) return;
    auto& d = w.self.drafts.front();
    in.told_since = d.started;
    // The light at the east gate says nothing of where somebody fainted; the building most likely does.
    const bool same_story = d.category.empty() || same_trade(d.category, category);
    const bool same_matter = leads_to(d, category);
    in.summary = told_so_far(d, same_matter, words);
    for (auto& a : d.answers)
        if (same_matter && w.c.taxonomy.find_question(a.question)) in.answers.push_back(a);
    std::erase_if(in.words, [&](const std::string& said) { return std::ranges::find(d.words, said) != d.words.end(); });
    in.words.insert(in.words.begin(), d.words.begin(), d.words.end());
    if (!d.category.empty() && !same_story && w.self.later.size() < later_max)
        w.self.later.push_back({d.summary, d.category, d.place});  // the lamp is taken up once help is on its way
    if (!same_story) d.place.spot = d.place.floor = "";
    if (in.place.empty()) in.place = d.place;
    if (is_discreet(d)) in.confidential = true;
    in.attachments = d.attachments;
    w.self.drafts.clear();
}

intake taken_in(work& w, const std::string& category, const std::string& words, const place& where) {
    auto in = told_by_self(w);
    const auto* kind = w.c.taxonomy.find(category);
    take_danger(in, kind);
    if (!kind) in.category = category;  // a kind that was dropped: more words about it find it by that
    in.place = where;
    in.summary = quoted(words, 150);
    if (!words.empty()) in.words.push_back(words);
    take_draft(w, in, category, words);
    return in;
}

// Whoever scanned the code at a door stands there: that is where it is, until they say otherwise. True: it was taken.
bool take_door(const work& w, place& where) {
    const auto* door = scanned_door(w);
    if (!door || !where.building.empty() || !where.spot.empty()) return false;
    if (!where.unit.empty() && where.unit != door->unit) return false;
    where.building = door->building;
    where.unit = door->unit;
    if (where.room.empty() && where.floor.empty()) where.room = door->room;
    if (where.floor.empty() && where.room.empty()) where.spot = door->spot;
    return true;
}

// In both our languages for whoever reads perhaps neither.
std::string in_their_words(const work& w, const both& text, bool foreign) {
    return foreign ? text.zh + "\n" + text.en : text.in(w.self.language);
}

void say_first_steps(work& w, const std::string& category, std::string_view of_it) {
    const bool foreign = !w.self.drafts.empty() && has_answer(w.self.drafts.front(), unread_language);
    const auto* kind = w.c.taxonomy.find(category);
    const std::string_view own = kind && !kind->safety_card.empty() ? std::string_view(kind->safety_card) : "person";
    const auto* card = w.c.taxonomy.find_card(of_it.empty() ? own : of_it);
    if (card) w.say(in_their_words(w, card->text, foreign)).lane = lane::alarm;
}

}  // namespace

bool is_safety(std::string_view q) { return q.starts_with("s:") || q == "danger"; }

void open_alarm(work& w, const std::string& category, const std::string& words, const place& where,
                std::string_view card) {
    say_first_steps(w, category, card);
    auto in = taken_in(w, category, words, where);  // the draft is gone, and with it what lay there
    const bool by_door = take_door(w, in.place);
    const auto& f = w.open(std::move(in));
    case_entry alarmed;
    alarmed.what = action::alarm;
    w.record(f.code, alarmed);
    for (auto& job : w.self.jobs)
        if (job.about == case_code::none) job.about = f.code;
    remember_case(w.self, {f.code, f.category, w.now(), w.self.own});
    show_attachments(w, f.code, w.find(f.code)->attachments);
    staff::ring_duty(w, *w.find(f.code));
    w.self.armed = {};
    w.keep_self = true;
    const auto& now = *w.find(f.code);
    auto reported = w.text("alarm.reported", {{"code", code_text(now.code)}});
    if (by_door) {
        const auto at = place_text(w.c, now.place, w.self.language);
        reported = w.joined(std::move(reported), w.text("alarm.at_door", {{"place", at}}));
    }
    ask_next(w, now, std::move(reported));
}

namespace {

// What it is, where the words do not name it: what is being told, if that has a safety card of its own
// ("好像还在涨", of the water in the garage).
std::string category_of(const work& w, const reading& r) {
    if (!w.self.drafts.empty() && !r.red_flag) {
        const auto* told = w.c.taxonomy.find(w.self.drafts.front().category);
        if (told && !told->safety_card.empty()) return told->id;
    }
    return r.danger_category.empty() ? std::string("safety.person") : r.danger_category;
}

void alarm_now(work& w, const said& s, const std::string& category) {
    // "东门路灯坏了，另外6栋1单元有煤气味": the first matter is the danger; the others are taken up after it.
    const auto& all = s.reading.matters;
    const auto* only = all.size() > 1 && w.self.drafts.empty() ? &all.front() : nullptr;
    for (auto m = all.begin() + 1; only && m != all.end() && w.self.later.size() < later_max; ++m)
        w.self.later.push_back(*m);
    if (s.reading.foreign) {
        if (w.self.drafts.empty()) w.self.drafts.push_back({});
        keep(current(w), unread_language, "");
    }
    open_alarm(w, category, only ? only->text : s.text, only && !only->place.empty() ? only->place : s.reading.place);
    start_fetches(w, s, w.f.next_case);
}

}  // namespace

namespace {

// 头晕, said to "where is it?": no answer to that, and nothing else either.
bool names_danger(const work& w, const reading& r) {
    constexpr float hardly_else = 0.8F;  // share of the best guess
    const auto* kind = r.sure && !r.guesses.empty() ? w.c.taxonomy.find(r.guesses.front().category) : nullptr;
    return kind && kind->life_safety && r.guesses.front().confidence >= hardly_else;
}

}  // namespace

bool alarm(work& w, const said& s) {
    const auto& r = s.reading;
    if (r.life_safety == danger::none) return false;
    const auto category = category_of(w, r);
    if (w.self.armed.id == "danger" && r.life_safety == danger::certain) {  // also where it was edited or names a case
        answer_danger(w, s, {});
        return true;
    }
    if (is_safety(w.self.armed.id) && (running_alarm(w, "") || w.self.armed.id == "danger"))
        return false;  // it answers about that danger
    if (const auto* running = running_alarm(w, category)) {
        if (running->state == state::resolved && r.life_safety == danger::certain) {  // it is back
            say_first_steps(w, category, {});
            reopen(w, running->code, s.text);
            return true;
        }
        add_to_case(w, running->code, s, false);
        return true;
    }
    // What only sounds like danger may be the answer to a harmless question: "I can't right now", "she is home".
    const bool perhaps_answer = is_intake(w.self.armed.id) && !r.red_flag;
    if (r.life_safety == danger::certain && !perhaps_answer) {
        alarm_now(w, s, category);
        return true;
    }
    // An opener that could mean several things has a better question: which of them (intake.cpp). And a
    // few words said to a question are its answer.
    constexpr std::size_t few_words = 30;  // bytes: ten Chinese characters, five words
    const bool sounds_so = r.life_safety == danger::certain || r.red_flag || names_danger(w, r);
    const bool answers = is_safety(w.self.armed.id) || (armed(w) && s.text.size() <= few_words && !sounds_so);
    if (!r.ambiguous.empty() || answers || running_alarm(w, "")) return false;
    // "I am Bob, 136…": who they are and where to call, and no more.
    const bool says_who = (!r.name.empty() || !r.phone.empty()) && whereabouts_in(r, s.text) == whereabouts::not_told;
    if (says_who) return false;
    ask_danger(w, s, category);
    return true;
}

namespace {

// Nobody said so: the place is the door that was scanned.
bool only_by_door(const work& w, const place& where) {
    const auto* door = scanned_door(w);
    return door && where.building == door->building && where.unit == door->unit && where.room == door->room;
}

// Where they say that it is; what says no place ("1", "喊救命") is none.
place where_now(const work& w, const case_file& f, const said& s, std::optional<int> digit) {
    auto where = f.place;
    const auto& told = s.reading.place;
    const bool knows_flat = !where.room.empty();
    const bool in_words = !digit && !s.reading.digit && s.reading.life_safety == danger::none && !s.reading.sure &&
                          whereabouts_in(s.reading, s.text) == whereabouts::told;
    if (!told.building.empty() && only_by_door(w, where) && !tells_home(s.text))
        where = told;
    else if (s.reading.corrects)
        correct_parts(where, told);
    else if (lacks_building(w, where) && !digit && (in_words || !told.empty() || !lone_name(s.text).empty()))
        add_building(where, s);
    else if (!told.empty() && !(knows_flat && tells_home(s.text)))
        merge(where, told);
    else if (where.empty() && in_words)
        where.spot = quoted(s.text, 80);
    if (told.empty() && !told.floor.empty() && !knows_flat) where.floor = told.floor;
    return where;
}

void note_place(work& w, case_code about, const said& s, place where) {
    const auto* f = w.find(about);
    if (s.reading.corrects) return move_place(w, about, where);
    if (where == f->place) return;
    auto corrected = by_resident(w, action::correct_place);
    corrected.place = std::move(where);
    w.record(about, std::move(corrected));
}

}  // namespace

namespace {

void tell_helpers(work& w, case_code about, const std::string& said_so) {
    w.tell_staff(w.staff_text("group.words",
                              {{"code", code_text(about)}, {"words", quoted(shown_words(*w.find(about), said_so))}}),
                 about, lane::alarm);
}

// 我在室外, as the card tells them to be: they are safe, and where it is is still to be asked.
void take_outside(work& w, case_code about, const said& s, const question& where) {
    const auto* sub = w.c.taxonomy.find(w.find(about)->category);
    const bool asks_safe = sub && std::ranges::find(sub->questions, evacuated) != sub->questions.end();
    const auto* safe = asks_safe ? w.c.taxonomy.find_question(evacuated) : nullptr;
    const auto said_so = safe ? safe->text.in(w.self.language) + " " + s.text : s.text;
    auto words = by_resident(w, action::words_in, said_so);
    words.attachments = s.attachments;
    w.record(about, std::move(words));
    start_fetches(w, s, about);
    tell_helpers(w, about, said_so);
    ask_for_helpers(w, *w.find(about), &where, w.text("alarm.passed_on"));
    if (w.self.armed.id == "s:" + where.id) w.self.armed.id += safe_already;
}

}  // namespace

void answer_safety(work& w, const said& s, std::optional<int> digit) {
    if (w.self.armed.id == "danger") return answer_danger(w, s, digit);
    const auto about = w.self.armed.about;
    const auto* f = w.find(about);
    if (!f) return answered(w);
    const auto* q = w.c.taxonomy.find_question(armed_question_id(w));
    if (s.reading.corrects) digit.reset();  // "不对，是5栋" does not say that they are not safe
    const bool outside = !digit && q && s.reading.place.empty() && says_outside(s.text);
    if (outside && about_place(*q)) return take_outside(w, about, s, *q);
    if (outside && q->id == evacuated) digit = 1;
    std::string said_so = digit && !outside ? w.self.armed.choices[static_cast<std::size_t>(*digit - 1)].label : s.text;
    // Words beside the choices are news of their own: under the question they could read as its answer.
    const bool news = !digit && (!w.self.armed.choices.empty() || (q && !about_place(*q) && only_where(s.reading)));
    if (q && !news) said_so = q->text.in(w.self.language) + " " + said_so;
    auto words = by_resident(w, action::words_in, said_so);
    words.attachments = s.attachments;
    w.record(about, std::move(words));
    start_fetches(w, s, about);
    note_place(w, about, s, where_now(w, *f, s, digit));
    tell_helpers(w, about, said_so);
    const auto& now = *w.find(about);
    // "Since this morning": helpers must know where all the same, so it is asked once more.
    const bool where_first = now.place.empty() && q && about_place(*q) && w.self.armed.misses == 1;
    if (where_first) return ask_for_helpers(w, now, q, w.text("alarm.passed_on"));
    if (news && (!s.reading.place.empty() || !s.reading.place.floor.empty()))
        return ask_for_helpers(w, now, q, w.text("alarm.passed_on"));  // still open
    auto first = w.text("alarm.passed_on");
    if (auto help = q ? what_to_do(w, now, q->id, digit) : ""; !help.empty())
        first = w.joined(std::move(first), std::move(help));
    ask_next(w, now, std::move(first));
}

}  // namespace linli::resident
