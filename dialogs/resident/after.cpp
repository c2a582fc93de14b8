// What follows the code: words for a running case, "is it solved?", the score, a comment, the name.
#include <algorithm>
#include <array>
#include <span>

#include "dialogs/cards.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/understanding/names.hpp"
#include "dialogs/understanding/privacy.hpp"
#include "dialogs/understanding/scores.hpp"

namespace linli::resident {

std::string owner_or_team(const work& w, const case_file& f) {
    return f.owner_name.empty() ? department_text(w.c, f.departments.empty() ? "" : f.departments.front(),
                                                  w.self.language)
                                : f.owner_name;
}

bool is_short_name(const std::string& text) {
    constexpr std::size_t han = 3;  // bytes of a Chinese character
    const bool familiar = text.starts_with("老") || text.starts_with("小") || text.starts_with("阿");
    return (text.size() == 2 * han && familiar) || (text.size() == han && static_cast<unsigned char>(text[0]) >= 0xE4);
}

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
    const bool fixed = !s.text.empty() && !s.reading.digit && !s.reading.asks && (s.reading.intent == "cancel" || has_sign(s.reading, "mended"));
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
    const bool ended = rest.empty() || std::ranges::any_of(ends, [&](std::string_view e) { return rest.starts_with(e); });
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
    const auto text = w.staff_text("group.low_score", {{"code", code_text(f.code)}, {"n", std::to_string(score)}, {"name", f.owner_name},
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

// Not everything that is said to "your name?" is one: news about the case goes to the case.
bool tells_who(const work& w, const said& s) {
    constexpr std::size_t name_max = 24;  // bytes: eight Chinese characters
    constexpr float likely = 0.5F;        // Mohammed sounds like something as well, but hardly
    const auto& r = s.reading;
    if (!s.phone.empty() || !r.phone.empty() || !r.name.empty()) return true;
    if (!w.self.name.empty()) return false;  // they were asked for a number alone
    const bool clear = r.sure || !r.time_words.empty() || r.commanded || (!r.guesses.empty() && r.guesses.front().confidence >= likely);
    if (!clear && !answered_name(s.text).empty()) return true;
    if (is_short_name(s.text)) return true;
    const bool bare = r.guesses.empty() && r.place.empty() && r.intent.empty() && r.life_safety == danger::none;
    return bare && !s.text.empty() && s.text.size() <= name_max && s.text.find_first_of("0123456789!?") == std::string::npos &&
           s.text.find("了") == std::string::npos;
}

// "Ann, 13800001111", "老张 138…": what stands beside the number and could be a name. "Call 138…" is none.
std::string beside_number(const std::string& text) {
    constexpr std::string_view of_numbers = "0123456789+-() ,.;:/\n";
    constexpr auto never_names = std::to_array<std::string_view>(
        {"电话", "手机", "号", "打", "联系", "微信", "是", "的", "number", "phone", "call", "mobile", "Number", "Phone", "Call", "Mobile", " is", " me"});
    constexpr std::size_t name_max = 24;  // bytes: eight Chinese characters
    std::string out = text;
    for (const std::string_view mark : {"，", "、", "：", "。"})
        for (auto at = out.find(mark); at != out.npos; at = out.find(mark)) out.replace(at, mark.size(), " ");
    const auto first = out.find_first_not_of(of_numbers), last = out.find_last_not_of(of_numbers);
    out = first == out.npos ? std::string() : out.substr(first, last - first + 1);
    for (const std::string_view before_it : {"打", "手机", "电话", " call", " phone", " tel"})  // 老张，打138…
        if (out.ends_with(before_it)) out.resize(out.find_last_not_of(' ', out.size() - before_it.size() - 1) + 1);
    const bool odd = out.size() > name_max || out.find_first_of("0123456789?!") != out.npos ||
                     std::ranges::any_of(never_names, [&](std::string_view w) { return out.find(w) != out.npos; });
    return odd ? std::string() : quoted(out, name_max);  // a card shows it: no mention, no command
}

// 不用来了 and "it works" are about the matter, not about who they are.
constexpr auto of_the_matter = std::to_array<std::string_view>(
    {"来", "修", "好了", "弄", "管", "处理", "come", "work", "fix", "solved"});
constexpr auto polite = std::to_array<std::string_view>({"谢", "麻烦", "hank", "orry"});

bool holds(std::string_view words, std::span<const std::string_view> some) {
    return std::ranges::any_of(some, [&](std::string_view x) { return words.find(x) != words.npos; });
}

std::string_view cut_clause(std::string_view& rest) {
    constexpr auto marks = std::to_array<std::string_view>({"，", "。", "！", "；", ",", ".", "!", ";", "\n"});
    auto end = rest.size(), next = rest.size();
    for (const auto mark : marks)
        if (const auto at = rest.find(mark); at < end) {
            end = at;
            next = at + mark.size();
        }
    const auto part = rest.substr(0, end);
    rest.remove_prefix(next);
    return part;
}

// 陈 alone is how nobody is called.
std::string as_called(std::string name) {
    const bool surname_only = name.size() == 3 && is_short_name(name);  // three bytes; Lee has as many
    return surname_only ? name + "先生/女士" : name;
}

void contact(work& w, case_code code, const said& s, std::optional<int> digit) {
    if (!digit && (only_declines(s) || declines_to_tell(s.text))) digit = 1;
    if (!digit && !tells_who(w, s)) {
        answered(w);
        return route_free(w, s);
    }
    if (!digit) {
        auto entry = by_resident(w, action::contact);
        entry.phone = !s.phone.empty() ? s.phone : s.reading.phone;
        entry.who_name = s.reading.name.empty() ? answered_name(s.text) : s.reading.name;
        if (entry.who_name.empty()) entry.who_name = entry.phone.empty() ? quoted(s.text, 30) : beside_number(s.text);
        entry.who_name = as_called(entry.who_name);
        if (!entry.who_name.empty()) w.self.name = entry.who_name;
        if (!entry.phone.empty()) w.self.phone = entry.phone;
        w.record(code, std::move(entry));
        const bool spaced = w.self.language == language::en && !w.self.name.empty();
        w.say(w.text("thanks.contact", {{"name", (spaced ? " " : "") + w.self.name}}));
    } else {
        w.say(w.text("thanks.skipped"));
    }
    answered(w);
}

// Who they are and where to call, told unasked and not known yet.
void note_contact(work& w, case_code code, const said& s) {
    const auto& f = *w.find(code);
    auto told = by_resident(w, action::contact);
    const auto name = s.reading.name.empty() ? name_behind_place(s.text) : s.reading.name;
    if (f.name.empty()) told.who_name = as_called(name);
    if (f.phone.empty()) told.phone = !s.phone.empty() ? s.phone : s.reading.phone;
    if (told.who_name.empty() && told.phone.empty()) return;
    if (!told.who_name.empty()) w.self.name = told.who_name;
    if (!told.phone.empty()) w.self.phone = told.phone;
    w.keep_self = true;
    w.record(code, std::move(told));
}

}  // namespace

bool only_declines(const said& s) {
    if (s.reading.answer != yes_no::no) return false;
    constexpr std::size_t few_words = 24;  // bytes: eight Chinese characters, four words
    std::string_view rest = s.text;
    for (bool first = true; !rest.empty(); first = false) {
        const auto part = cut_clause(rest);
        if (holds(part, of_the_matter) || part.size() > few_words) return false;
        const bool more = !first && part.size() > few_words / 2 && !holds(part, polite);
        if (more) return false;
    }
    return true;
}

std::optional<int> score_of(const said& s) {
    if (!s.reading.place.empty()) return std::nullopt;
    if (const auto digit = leading_score(s.text)) return digit;
    const auto grade = read_grade(s.text);
    return grade ? std::optional(grade->score) : std::nullopt;
}

bool takes_back_place(const said& s) {
    const auto& r = s.reading;
    return r.corrects && !(r.sure && r.intent == "complaint");
}

void move_place(work& w, case_code code, const place& where) {
    const auto old = w.find(code)->place;
    if (where == old) return;
    auto moved = by_resident(w, action::correct_place);
    moved.place = where;
    w.record(code, std::move(moved));
    const auto before = old.empty() ? w.staff_text("group.no_place") : place_text(w.c, old, w.c.language);
    const auto f = w.find(code);
    w.tell_staff(w.staff_text("group.place_changed", {{"code", code_text(code)}, {"old", before},
                                                      {"new", place_text(w.c, where, w.c.language)}}),
                 code, is_alarm(*f) ? lane::alarm : lane::progress);
}

void add_to_case(work& w, case_code code, const said& s, bool quietly) {
    const auto* f = w.find(code);
    if (!f) return;
    start_fetches(w, s, code);
    auto where = f->place;
    if (takes_back_place(s)) correct_parts(where, s.reading.place);
    const bool moved = where != f->place;
    move_place(w, code, where);
    f = w.find(code);
    const auto max = w.c.photos_a_case;
    const auto said_so = s.text.empty() ? s.location : s.text;
    auto words = by_resident(w, action::words_in, said_so);
    words.attachments = s.attachments;
    if (f->attachments.size() + words.attachments.size() > max) {
        words.attachments.resize(f->attachments.size() < max ? max - f->attachments.size() : 0);
        w.say(w.text("photo.too_many", {{"n", std::to_string(max)}}));
    }
    const auto photos = words.attachments;
    w.record(code, std::move(words));
    note_contact(w, code, s);
    f = w.find(code);  // as it is with that: the name is masked in the words as well
    const bool objection = is_disputable(*f);
    const auto key = s.edited ? "group.edited" : objection ? "group.objection" : "group.words";
    const auto lead = names_of_members(addressees(w.c, w.all_staff(), *f, "lead", w.now()), w.c.language);
    media_counts media{};
    count_media(media, s.media);
    count_media(media, s.attachments);
    const auto shown = said_so.empty() ? w.staff_text("group.media_only", {{"what", media_text(w.c, media, w.c.language)}})
                                       : quoted(shown_words(*f, said_so));
    auto& o = w.tell_staff(w.staff_text(key, {{"code", code_text(code)}, {"words", shown}, {"name", lead}}), code,
                           is_alarm(*f) ? lane::alarm : lane::progress);
    for (const auto& a : photos)
        if (a.kind == media_kind::photo) o.photos.push_back(a.photo);
    if (!said_so.empty()) tell_judges(w, *f, said_so);
    if (!quietly) {
        const auto who = objection && !lead.empty() ? lead : owner_or_team(w, *f);
        const auto place = place_text(w.c, where, w.self.language);
        w.say(moved ? w.text("place_changed", {{"code", code_text(code)}, {"place", place}, {"name", who}})
                    : w.text(objection ? "objected" : "added", {{"code", code_text(code)}, {"name", who}}))
            .about = code;
    }
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
    asked a{"solved", code,
            w.text(again ? "ask.solved_reminder" : "ask.solved",
                   {{"name", addressed(w, f->name)}, {"code", code_text(code)}, {"what", what.empty() ? f->intake.summary : what}}),
            labels(w, {"choice.solved", "choice.not_solved"}), false, false};
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
    if (id == "contact") return contact(w, code, s, digit);
    if (id == "still") {
        add_to_case(w, code, s, false);
        return answered(w);
    }
    if (id == "withdraw") {
        if (digit != 1) {
            if (!digit && s.reading.sure) add_to_case(w, code, s, true);  // it has become worse: nothing is lost
            w.say(w.text("kept", {{"code", code_text(code)}}));
        } else if (const auto moved = w.command(code, by_resident(w, action::withdraw)); moved) {
            w.say(w.text("withdrawn", {{"code", code_text(code)}}));
            const auto* f = w.find(code);
            w.tell_staff(w.staff_text(is_alarm(*f) ? "group.withdrawn_check" : "group.withdrawn",
                                      {{"code", code_text(code)}, {"name", f->owner_name}}), code);
        } else {
            w.say(w.text("case.over", {{"code", code_text(code)}}));
        }
    }
    answered(w);
}

}  // namespace linli::resident
