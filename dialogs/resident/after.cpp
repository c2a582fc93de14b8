// After the work: "is it solved?", the score, a comment, and what opens the case again.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/cases/deadlines.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/understanding/scores.hpp"

namespace linli::resident {

namespace {

// A name as one addresses somebody: before a Chinese sentence, at the end of an English one.
std::string addressed(const work& w, const std::string& name) {
    if (name.empty()) return {};
    return w.self.language == language::zh ? name + "，" : ", " + name;
}

void ask_score(work& w, case_code code) {
    w.self.armed = {};
    ask(w, {"score", code, w.text("ask.score"), labels(w, {"score.5", "score.4", "score.3", "score.2", "score.1"}),
            true, false});
}

void solved(work& w, case_code code, const said& s, std::optional<int> digit) {
    // "yes, it works now": no need to come; 亮了
    if (digit && s.reading.asks && !s.reading.digit) digit.reset();  // "什么解决了？"
    const bool fixed = !s.text.empty() && !s.reading.digit && !s.reading.asks &&
                       (s.reading.intent == "cancel" || has_sign(s.reading, "mended"));
    if (digit == 1 || fixed) {
        if (w.command(code, by_resident(w, action::confirm))) return ask_score(w, code);
        w.say(w.text("case.over", {{"code", code_text(code)}}));
        return answered(w);
    }
    if (digit == 2) {
        w.self.armed = {};
        const bool says_how = s.reading.sure && !s.reading.digit;
        return reopen(w, code, says_how ? s.text : "");
    }
    if (s.reading.intent == "reopen" || has_sign(s.reading, "ignored")) {
        w.self.armed = {};
        return reopen(w, code, s.text);
    }
    if (w.self.armed.misses == 0 && s.media.empty() && s.attachments.empty())
        return ask_again(w, w.text("ask.again_choice"));
    add_to_case(w, code, s, false);
}

// How a score begins that has words behind it: "2 等了太久", "5分 很快". 3栋 and 12 are none.
std::optional<int> leading_score(const std::string& text) {
    if (text.empty() || text[0] < '1' || text[0] > '5') return std::nullopt;
    const std::string_view rest = std::string_view(text).substr(1);
    constexpr auto ends = std::to_array<std::string_view>({" ", ",", ".", "!", "，", "。", "！", "分", "星"});
    const bool ended =
        rest.empty() || std::ranges::any_of(ends, [&](std::string_view e) { return rest.starts_with(e); });
    return ended ? std::optional(text[0] - '0') : std::nullopt;
}

// Words that were meant for the score, or stand beside it: the handlers read them.
void keep_comment(work& w, case_code code, const said& s) {
    w.record(code, by_resident(w, action::comment, s.text));
    pass_comment(w, code, s.text);
}

// Words that grade nothing are kept all the same, and the score is asked for once more.
void not_scored(work& w, case_code code, const said& s) {
    const bool first = w.self.armed.misses == 0;
    const bool says_something = !s.text.empty() && !s.reading.digit && s.reading.intent != "greet";
    if (says_something) keep_comment(w, code, s);
    const auto heard = w.text(says_something ? "thanks.comment" : first ? "ask.again_choice" : "thanks.bye");
    if (first) return ask_again(w, heard);
    w.say(heard);
    answered(w);
}

// Words behind the score: "2 等了太久", 不太满意，来得太晚. The label of a choice is none.
bool comments(const said& s) {
    if (s.text.size() < 2 || s.reading.digit) return false;
    const auto grade = read_grade(s.text);
    return !grade || grade->more;
}

// The lead by name, in the group and in private; not as the one whose work it was.
void tell_low_score(work& w, const case_file& f, int score) {
    const auto lead = addressees(w.c, w.all_staff(), f, "lead", w.now());
    const auto text = w.staff_text("group.low_score", {{"code", code_text(f.code)},
                                                       {"n", std::to_string(score)},
                                                       {"name", f.owner_name},
                                                       {"lead", names_of_members(lead, w.c.language)}});
    const auto code = f.code;
    const auto owner = f.owner;
    w.tell_colleagues(text, code);
    for (const auto& m : lead)
        if (m.person != owner && m.person != w.self.id) w.say_to(m.person, text, lane::progress).about = code;
}

void scored(work& w, case_code code, const said& s, std::optional<int> digit) {
    if (!digit) digit = score_of(s);
    if (!digit) return not_scored(w, code, s);
    auto score = by_resident(w, action::score);
    score.number = *digit;
    if (!w.command(code, std::move(score))) return answered(w);
    const auto* f = w.find(code);
    const bool low = *digit <= low_score;
    if (low) tell_low_score(w, *f, *digit);
    w.self.armed = {};
    if (comments(s)) {
        keep_comment(w, code, s);
        w.say(w.text("thanks.score", {{"name", owner_or_team(w, *f)}}));
        return answered(w);
    }
    ask(w, {"comment", code, w.text(low ? "ask.comment_low" : "ask.comment", {{"name", owner_or_team(w, *f)}}),
            labels(w, {"choice.no_comment"}), false, false});
}

void commented(work& w, case_code code, const said& s, std::optional<int> digit) {
    if (digit || s.text.empty()) {
        w.say(w.text("thanks.bye"));
        return answered(w);
    }
    keep_comment(w, code, s);
    w.say(w.text("thanks.comment"));
    answered(w);
}

}  // namespace

std::optional<int> score_of(const said& s) {
    if (!s.reading.place.empty()) return std::nullopt;
    if (const auto digit = leading_score(s.text)) return digit;
    const auto grade = read_grade(s.text);
    return grade ? std::optional(grade->score) : std::nullopt;
}

void reopen(work& w, case_code code, const std::string& words) {
    w.keep_self = true;
    const auto moved = w.command(code, by_resident(w, action::reopen, words));
    if (!moved) {
        w.say(w.text("reopen." + moved.error().why, {{"code", code_text(code)}}));
        return answered(w);
    }
    staff::tell_reopened(w, code, words);
    if (!words.empty()) tell_judges(w, *w.find(code), words);
    const auto text = w.text("reopened", {{"code", code_text(code)}, {"name", owner_or_team(w, *w.find(code))}});
    if (!words.empty()) {
        w.say(text).about = code;
        return answered(w);
    }
    ask(w, {"still", code, w.joined(text, w.text("ask.still")), {}, false, false});
}

void ask_solved(work& w, case_code code, bool again) {
    const auto* f = w.find(code);
    if (!f || f->state != state::resolved) return;
    const auto what = category_text(w.c, f->category, w.self.language);
    asked a{"solved",
            code,
            w.text(again ? "ask.solved_reminder" : "ask.solved", {{"name", addressed(w, f->name)},
                                                                  {"code", code_text(code)},
                                                                  {"what", what.empty() ? f->intake.summary : what}}),
            labels(w, {"choice.solved", "choice.not_solved"}),
            false,
            false};
    if (w.self.armed.id == "solved" && w.self.armed.about == code) w.self.armed = {};
    ask_in_turn(w, std::move(a));
}

void answer_after(work& w, const said& s, std::optional<int> digit) {
    const auto id = w.self.armed.id;
    const auto code = w.self.armed.about;
    w.keep_self = true;
    if (!w.find(code)) return answered(w);
    if (id == "mediation") return answer_mediation(w, s, digit);
    if (id == "solved") return solved(w, code, s, digit);
    if (id == "score") return scored(w, code, s, digit);
    if (id == "comment") return commented(w, code, s, digit);
    if (id == "contact") return answer_contact(w, code, s, digit);
    if (id == "withdraw") return answer_withdraw(w, code, s, digit);
    if (id == "still") add_to_case(w, code, s, false);
    answered(w);
}

}  // namespace linli::resident
