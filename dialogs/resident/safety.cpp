// Life safety goes before everything: the case is opened at once, the safety card is sent first, the
// staff are alarmed, and only then is anything asked.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/cases/opening.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/understanding/whereabouts.hpp"

namespace linli::resident {
namespace {

constexpr int questions_max = 3;  // after the card; a person in danger is not a form
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
    constexpr auto heads = std::to_array<std::string_view>(
        {"我住", "我家", "住在", "我喺", "I live", "i live", "my flat", "My flat", "my apartment", "My apartment", "my home"});
    return std::ranges::any_of(heads, [&](std::string_view h) { return words.find(h) != std::string::npos; });
}

// The questions of the category in their order: where it is first while nobody knows, then those
// after the one that is armed now.
const question* next_question(const work& w, const case_file& f) {
    const auto* sub = w.c.taxonomy.find(f.category);
    if (!sub) return nullptr;
    const auto armed_id = w.self.armed.id.starts_with("s:") ? w.self.armed.id.substr(2) : std::string();
    const auto* armed_now = w.c.taxonomy.find_question(armed_id);
    if ((f.place.empty() || lacks_building(w, f.place)) && !(armed_now && about_place(*armed_now))) {
        for (const auto& id : sub->questions)
            if (const auto* q = w.c.taxonomy.find_question(id); q && about_place(*q)) return q;
        return w.c.taxonomy.find_question("place");
    }
    bool after = armed_id.empty() || (armed_now && about_place(*armed_now));
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        if (q && after && !about_place(*q)) return q;
        if (id == armed_id) after = true;
    }
    return nullptr;
}

void put(work& w, const case_file& f, const question* q, std::string before) {
    if (!q || w.self.armed.misses >= questions_max) {
        w.say(std::move(before)).about = f.code;
        return answered(w);
    }
    const int put_so_far = w.self.armed.misses;
    asked a{"s:" + q->id, f.code, w.joined(std::move(before), q->text.in(w.self.language)), {}, false, false};
    for (const auto& o : q->options) a.labels.push_back(o.text.in(w.self.language));
    if (q->type == "yesno") a.labels = labels(w, {"yes", "no"});
    ask(w, std::move(a));
    w.self.armed.misses = put_so_far + 1;  // counts the questions here
}

constexpr std::string_view asked_kind = "#danger";         // of the draft: what may be under way,
constexpr std::string_view asked_words = "#danger_words";  // and the words that sounded so

std::string kept(const draft& d, std::string_view question, std::string otherwise) {
    const auto a = std::ranges::find(d.answers, question, &answer::question);
    return a == d.answers.end() ? std::move(otherwise) : a->text;
}

// What helpers need to know, one thing at a time; `before` is said first.
void ask_next(work& w, const case_file& f, std::string before) { put(w, f, next_question(w, f), std::move(before)); }

// "Not safe yet", "somebody is hurt": what to do is said before anything else is asked.
std::string what_to_do(const work& w, const case_file& f, std::string_view question, std::optional<int> digit) {
    std::string_view card;
    if (question == "hurt" && digit == 1) card = "person";
    if (const auto* sub = w.c.taxonomy.find(f.category); sub && question == "evacuated" && digit == 2) card = sub->safety_card;
    const auto* found = card.empty() ? nullptr : w.c.taxonomy.find_card(card);
    return found ? found->text.in(w.self.language) : std::string();
}

// What was being told belongs to it.
void take_draft(work& w, intake& in, const std::string& category) {
    if (w.self.drafts.empty()) return;
    auto& d = w.self.drafts.front();
    in.words.insert(in.words.begin(), d.words.begin(), d.words.end());
    // The light at the east gate says nothing of where somebody fainted; the building most likely does.
    const bool same_story = d.category.empty() || same_trade(d.category, category);
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
    in.words.push_back(words);
    take_draft(w, in, category);
    return in;
}

void say_first_steps(work& w, const std::string& category) {
    const auto* kind = w.c.taxonomy.find(category);
    const auto* card = w.c.taxonomy.find_card(kind && !kind->safety_card.empty() ? kind->safety_card : "person");
    if (card) w.say(card->text.in(w.self.language)).lane = lane::alarm;
}

}  // namespace

bool is_safety(std::string_view q) { return q.starts_with("s:") || q == "danger"; }

void open_alarm(work& w, const std::string& category, const std::string& words, const place& where) {
    say_first_steps(w, category);
    const auto& f = w.open(taken_in(w, category, words, where));  // the draft is gone, and with it what lay there
    case_entry alarmed;
    alarmed.what = action::alarm;
    w.record(f.code, alarmed);
    for (auto& job : w.self.jobs)
        if (job.about == case_code::none) job.about = f.code;
    w.self.cases.push_back({f.code, f.category, w.now(), w.self.own});
    show_attachments(w, f.code, w.find(f.code)->attachments);
    staff::ring_duty(w, *w.find(f.code));
    w.self.armed = {};
    w.keep_self = true;
    ask_next(w, *w.find(f.code), w.text("alarm.reported", {{"code", code_text(f.code)}}));
}

bool alarm(work& w, const said& s) {
    const auto& r = s.reading;
    if (r.life_safety == danger::none) return false;
    const auto category = r.danger_category.empty() ? std::string("safety.person") : r.danger_category;
    if (is_safety(w.self.armed.id) && running_alarm(w, "")) return false;  // it answers about that danger
    if (const auto* running = running_alarm(w, category)) {
        add_to_case(w, running->code, s, false);
        return true;
    }
    // What only sounds like danger may be the answer to a harmless question: "I can't right now", "she is home".
    const bool perhaps_answer = is_intake(w.self.armed.id) && w.self.armed.id != "danger" && !r.red_flag;
    if (r.life_safety == danger::certain && !perhaps_answer) {
        const bool answers = w.self.armed.id == "danger" && !w.self.drafts.empty();
        const auto before = answers ? kept(w.self.drafts.front(), asked_words, "") : std::string();
        open_alarm(w, category, before.empty() ? s.text : before + ' ' + s.text, r.place);
        start_fetches(w, s, w.f.next_case);
        return true;
    }
    // An opener that could mean several things has a better question: which of them (intake.cpp). And a
    // few words said to a question are its answer.
    constexpr std::size_t few_words = 30;  // bytes: ten Chinese characters, five words
    const bool sounds_so = r.life_safety == danger::certain;
    const bool answers = is_safety(w.self.armed.id) || (armed(w) && s.text.size() <= few_words && !sounds_so);
    if (!r.ambiguous.empty() || answers || running_alarm(w, "")) return false;
    // "I am Bob, 136…": who they are and where to call, and no more.
    const bool says_who = (!r.name.empty() || !r.phone.empty()) && whereabouts_in(r, s.text) == whereabouts::not_told;
    if (says_who) return false;
    // Not sure: one tap. Silence counts as yes for the duty desk (office: the tick of this talk).
    if (w.self.drafts.empty()) {
        w.self.drafts.push_back({});
        w.self.drafts.front().started = w.now();
    }
    auto& d = w.self.drafts.front();
    d.touched = w.now();
    d.words.push_back(s.text);
    if (d.summary.empty()) d.summary = quoted(s.text, 150);
    if (d.place.empty()) d.place = r.place;
    d.guesses = r.guesses;
    keep(d, asked_kind, category);
    keep(d, asked_words, s.text);
    start_fetches(w, s, case_code::none);
    ask(w, {"danger", {}, w.text("ask.danger"), labels(w, {"choice.danger", "choice.no_danger"}), false, false});
    return true;
}

void answer_safety(work& w, const said& s, std::optional<int> digit) {
    if (w.self.armed.id == "danger") {
        const auto d = w.self.drafts.empty() ? draft{} : w.self.drafts.front();
        const auto category = kept(d, asked_kind, "safety.person");
        const auto words = kept(d, asked_words, s.text);
        if (digit != 2) {
            const bool says_more = !digit && !s.text.empty();
            if (!says_more || s.reading.life_safety != danger::none || s.reading.guesses.empty())
                return open_alarm(w, category, words + (says_more ? " " + s.text : ""), s.reading.place);
        }
        w.self.armed = {};
        if (!digit) return begin(w, s);
        return next_step(w);
    }
    const auto about = w.self.armed.about;
    const auto* f = w.find(about);
    if (!f) return answered(w);
    std::string said_so = digit ? w.self.armed.choices[static_cast<std::size_t>(*digit - 1)].label : s.text;
    const auto* q = w.c.taxonomy.find_question(w.self.armed.id.substr(2));
    // Words beside the choices are news of their own: under the question they could read as its answer.
    const bool news = !digit && !w.self.armed.choices.empty();
    if (q && !news) said_so = q->text.in(w.self.language) + " " + said_so;
    auto words = by_resident(w, action::words_in, said_so);
    words.attachments = s.attachments;
    w.record(about, std::move(words));
    start_fetches(w, s, about);
    place where = f->place;
    const bool knows_flat = !where.room.empty();
    if (s.reading.corrects) correct_parts(where, s.reading.place);
    else if (lacks_building(w, where) && !digit) add_building(where, s);
    else if (!s.reading.place.empty() && !(knows_flat && tells_home(s.text))) merge(where, s.reading.place);
    else if (f->place.empty() && !digit && whereabouts_in(s.reading, s.text) == whereabouts::told)
        where.spot = quoted(s.text, 80);
    if (s.reading.corrects) {
        move_place(w, about, where);
    } else if (where != f->place) {
        auto corrected = by_resident(w, action::correct_place);
        corrected.place = where;
        w.record(about, std::move(corrected));
    }
    w.tell_staff(w.staff_text("group.words", {{"code", code_text(about)}, {"words", quoted(said_so)}}), about,
                 lane::alarm);
    const auto& now = *w.find(about);
    // "Since this morning": helpers must know where all the same, so it is asked once more.
    const bool where_first = now.place.empty() && q && about_place(*q) && w.self.armed.misses == 1;
    if (where_first) return put(w, now, q, w.text("alarm.passed_on"));
    if (news && !s.reading.place.empty()) return put(w, now, q, w.text("alarm.passed_on"));  // still open
    auto first = w.text("alarm.passed_on");
    if (auto help = q ? what_to_do(w, now, q->id, digit) : ""; !help.empty()) first = w.joined(std::move(first), std::move(help));
    ask_next(w, now, std::move(first));
}

}  // namespace linli::resident
