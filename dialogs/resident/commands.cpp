// What a resident can say at any point: help, status, a person, hurry, cancel, the other language, stop.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/privacy.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t status_max = 5;  // cases in one answer: more does not fit on a phone

void help(work& w) {
    w.say(w.text("help"));
    if (armed(w) && !w.self.armed.choices.empty()) ask_again(w, w.text("help_more.go_on"));
}

// "Are you a robot?"
void say_who(work& w) {
    w.say(w.text("greeting_more.who"));
    if (armed(w)) ask_again(w, w.text("help_more.go_on"));
}

// "English", "中文", "说英文": the language that is named, else the other one.
language wanted_language(const work& w, const std::string& words) {
    for (std::string_view name : {"nglish", "NGLISH", "英"})
        if (words.find(name) != std::string::npos) return language::en;
    for (std::string_view name : {"中", "汉", "hinese", "HINESE"})
        if (words.find(name) != std::string::npos) return language::zh;
    return w.v.self.language == language::zh ? language::en : language::zh;
}

void change_language(work& w, const said& s) {
    w.self.language = wanted_language(w, s.text);
    w.say(w.text("language.changed"));
    speak(w, w.self.language);
}

void stop(work& w) {
    if (w.staff(w.self.id)) return void(w.say(w.text("stopped_staff")));  // an alarm must reach them
    w.self.stopped = true;
    w.keep_self = true;
    w.self.armed = {};
    w.self.waiting.clear();
    w.say(w.text("stopped"));
    for (const auto* f : own_cases(w, true))
        w.tell_staff(w.staff_text("group.stopped", {{"code", code_text(f->code)}, {"phone", phone_text(w.c, *f)}}),
                     f->code);
    w.out.reachable = false;
}

void cancel(work& w, const said& s) {
    if (!w.self.drafts.empty()) {
        w.self.drafts.clear();
        w.self.jobs.clear();
        w.self.armed = {};
        w.say(w.text("cancelled.draft"));
        return answered(w);
    }
    const auto open = own_cases(w, true);
    if (open.empty()) {
        w.say(w.text("nothing_open"));
        return;
    }
    const auto* f = open.front();
    const auto code = f->code;
    if (f->category == despair) return add_to_case(w, code, s, false);  // "别来": whoever says so is not left alone
    if (is_alarm(*f) && !s.reading.commanded) add_to_case(w, code, s, true);  // "醒过来了": helpers are told at once
    ask_withdraw(w, *w.find(code));
}

bool again_broken(work& w, const said& s) {
    for (const auto* f : own_cases(w, false)) {
        const bool over = f->state == state::resolved || f->state == state::closed;
        if (!over || f->outcome == outcome::unfounded) continue;
        reopen(w, f->code, s.text);
        return true;
    }
    return false;
}

bool unknown_command(const said& s) {
    return s.text.starts_with('/') && !s.text.starts_with("//") && !s.reading.commanded;
}

// The code at a door, scanned while an alarm waits for its place, tells it.
bool door_of_alarm(work& w, const said& s) {
    const auto* door = scanned_door(w);
    const bool waits =
        is_safety(w.self.armed.id) && w.find(w.self.armed.about) && w.find(w.self.armed.about)->place.empty();
    if (!waits || !door || *door != s.reading.place) return false;
    auto there = s;
    there.text = place_text(w.c, *door, w.self.language);
    answer_safety(w, there, {});
    return true;
}

}  // namespace

std::string status_line(const work& w, const case_file& f) {
    auto text = w.text("status.line", {{"code", code_text(f.code)},
                                       {"what", f.intake.summary},
                                       {"state", state_text(w.c, f, w.self.language)},
                                       {"time", w.c.calendar.when(f.touched_at, w.now())}});
    if (f.promised_until > w.now() && f.state != state::resolved)
        text += w.text("status.promised", {{"time", w.c.calendar.when(f.promised_until, w.now())}});
    return text;
}

void ask_withdraw(work& w, const case_file& f) {
    w.self.armed = {};
    ask(w, {"withdraw", f.code, w.text("ask.withdraw", {{"code", code_text(f.code)}, {"what", f.intake.summary}}),
            labels(w, {"choice.withdraw", "choice.keep"}), false, false});
}

void answer_withdraw(work& w, case_code code, const said& s, std::optional<int> digit) {
    if (digit != 1) {
        if (!digit && s.reading.sure) add_to_case(w, code, s, true);  // it has become worse: nothing is lost
        w.say(w.text("kept", {{"code", code_text(code)}}));
    } else if (w.command(code, by_resident(w, action::withdraw))) {
        w.say(w.text("withdrawn", {{"code", code_text(code)}}));
        const auto* f = w.find(code);
        w.tell_staff(w.staff_text(is_alarm(*f) ? "group.withdrawn_check" : "group.withdrawn",
                                  {{"code", code_text(code)}, {"name", f->owner_name}}),
                     code);
    } else {
        w.say(w.text("case.over", {{"code", code_text(code)}}));
    }
    answered(w);
}

void speak(work& w, language chosen) {
    w.self.language = chosen;
    w.self.language_chosen = true;
    w.keep_self = true;
    if (w.self.drafts.empty() || is_safety(w.self.armed.id)) return;
    w.self.armed = {};
    next_step(w);  // the same question, in words that are understood
}

void status(work& w, case_code only) {
    std::string text;
    std::size_t shown = 0;
    for (const auto* f : own_cases(w, only == case_code::none)) {
        if (only != case_code::none && f->code != only) continue;
        if (shown++ == status_max) break;
        text += (text.empty() ? "" : "\n") + status_line(w, *f);
    }
    if (text.empty() && only == case_code::none)
        for (const auto* f : own_cases(w, false))
            if (shown++ == 0) text = status_line(w, *f);
    if (text.empty())
        text = w.text(only == case_code::none ? "status.none" : "status.unknown", {{"code", code_text(only)}});
    w.say(std::move(text)).about = only;
    if (armed(w) && !w.self.armed.choices.empty()) ask_again(w, w.text("help_more.go_on"));
}

void want_person(work& w, const said& s) {
    w.keep_self = true;
    const auto open = own_cases(w, true);
    if (w.self.drafts.empty() && !open.empty()) {
        const auto* f = open.front();
        w.record(f->code, by_resident(w, action::words_in, s.text));
        const auto& now = *w.find(f->code);
        w.tell_staff(w.staff_text("group.wants_person",
                                  {{"code", code_text(now.code)}, {"words", quoted(shown_words(now, s.text))}}),
                     now.code);
        tell_judges(w, now, s.text);
        w.say(w.text("person.called", {{"code", code_text(f->code)}})).about = f->code;
        return;
    }
    if (w.self.drafts.empty()) w.self.drafts.push_back({});
    auto& d = w.self.drafts.front();
    if (d.summary.empty()) d.summary = w.text("summary.wants_person");
    d.words.push_back(s.text);
    const auto code = w.f.next_case;
    file_draft(w, true);
    const auto* f = w.find(code);
    auto& told =
        w.tell_staff(w.staff_text("group.wants_person",
                                  {{"code", code_text(code)}, {"words", quoted(f ? shown_words(*f, s.text) : s.text)}}),
                     code);
    if (s.reading.foreign) told.lane = lane::alarm;  // nobody can say yet that it is no danger
    w.say(w.text("person.called", {{"code", code_text(code)}})).about = code;
}

// While a question waits, words are taken for its answer: only the bot's own commands, and a plain wish
// for a person or for an end to it, go before that.
bool interrupts(const work& w, const said& s) {
    const auto& r = s.reading;
    if (!armed(w) || r.commanded) return true;
    const bool says_solved = w.self.armed.id == "solved" && r.intent == "cancel";
    const bool says_no = w.self.armed.id == "contact" && only_declines(s);
    const bool scores = w.self.armed.id == "score" && score_of(s);                                // "2 等了太久"
    const bool says_who = w.self.armed.id == "contact" && (!r.name.empty() || !r.phone.empty());  // "call me Jane"
    if (says_solved || says_no || scores || says_who || chosen(w.self.armed, s)) return false;
    const bool ends = r.intent == "cancel" && has_sign(r, "ends");  // 没问题 sounds so: all would be gone
    return r.intent == "human" || ends || wants_discretion(s) || asks_who_sees(s.text) || !is_intake(w.self.armed.id);
}

bool command(work& w, const said& s) {
    if (unknown_command(s)) {  // "/remove 李工" is none of a resident's, and no 退订
        const bool in_talk = armed(w) || !w.self.drafts.empty() || !own_cases(w, true).empty();
        if (!in_talk) help(w);
        return !in_talk;
    }
    if (!interrupts(w, s)) return false;
    if (asks_who_sees(s.text)) return say_who_sees(w), true;
    if (escalates(w, s) || asks_of_case(w, s)) return true;
    const auto& intent = s.reading.intent;
    const bool telling = !w.self.drafts.empty();
    if (intent == "help")
        help(w);
    else if (intent == "who")
        say_who(w);
    else if (intent == "stop" && s.reading.commanded)
        stop(w);
    else if (intent == "stop" && !armed(w) && !telling && own_cases(w, true).empty())
        help(w);  // it only sounds so: 醒了, 行了, "enough"; what unsubscribes stands there
    else if (intent == "human")
        want_person(w, s);
    else if (intent == "language")
        change_language(w, s);
    else if (intent == "forget")
        ask_forgetting(w);
    else if (wants_discretion(s))
        be_discreet(w, s);
    else if (intent == "status")
        status(w, case_code::none);
    else if (intent == "start") {
        note_door(w, s.reading.place);
        if (door_of_alarm(w, s)) return true;
        w.say(w.text(w.self.met ? "greeting_more.again" : "greeting"));
        if (telling) next_step(w);
    } else if (intent == "cancel")
        cancel(w, s);
    else if (intent == "back" && telling)
        back(w);
    else if (intent == "back")
        w.say(w.text("nothing_to_go_back"));
    else if (intent == "correct" && telling)
        correct(w);
    else if (intent == "correct" && s.reading.commanded && !own_cases(w, true).empty())
        w.say(w.text("correct_filed", {{"code", code_text(own_cases(w, true).front()->code)}}));
    else if (intent == "urge" && !telling)
        urge(w, s);
    else if (intent == "reopen" && !telling && w.self.armed.id != "solved")
        return again_broken(w, s);
    else
        return false;
    return true;
}

}  // namespace linli::resident
