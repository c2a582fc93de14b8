// Which part of the talk an event belongs to.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/cases/deadlines.hpp"
#include "dialogs/resident/pairing.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr int flood_messages = 20;  // in one flood_span: nobody types faster
constexpr span_of_time flood_span = std::chrono::minutes{1};
constexpr span_of_time same_matter = std::chrono::hours{24};  // later words are a new complaint

// Counts this message; true when it is one too many. The first of those is answered. What may be about
// danger, or answers a question about it, is heard however much came before.
bool flooding(work& w, const said& s) {
    const auto& r = s.reading;
    const bool impatient = armed(w) && r.life_safety == danger::possible && !r.red_flag;  // 快来, said to a question
    if ((r.life_safety != danger::none && !impatient) || is_safety(w.self.armed.id)) return false;
    if (w.now() - w.self.flood_since > flood_span) {
        w.self.flood_since = w.now();
        w.self.flood_count = 0;
    }
    if (++w.self.flood_count <= flood_messages) return false;
    if (w.self.flood_count == flood_messages + 1) w.say(w.text("flood"));
    w.out.note = "flood";
    return true;
}

// The open case that words without any other sign belong to.
const case_file* open_matter(const work& w, const said& s) {
    const auto& r = s.reading;
    const bool elsewhere = !r.place.building.empty() && !takes_back_place(s);
    for (const auto* f : own_cases(w, false)) {
        const bool disputed = is_disputable(*f);
        if ((!is_running(f->state) && !disputed) || w.now() - f->touched_at > same_matter) continue;
        const bool thanks = praises(s) && is_alarm(*f);  // "出来了 谢谢你们": news of it
        const bool other_kind = !thanks && reads_other_kind(s, *f) && !goes_with(s, *f, w.now());
        const bool other_place = elsewhere && !f->place.building.empty() && r.place.building != f->place.building;
        if (disputed && objects(s.text)) return f;
        if (!other_kind && !other_place) return f;
    }
    return nullptr;
}

// They have said no to it already, and say so again: silence would sound as if nobody had heard.
bool objects_to_plan(const said& s, const case_file& f) {
    return !f.plans.empty() && !f.plans.back().approved_by.empty() && f.plans.back().answer != "agreed" &&
           objects(s.text);
}

}  // namespace

void route_free(work& w, const said& s) {
    if (!w.self.drafts.empty()) return begin(w, s);
    if (const auto* f = open_matter(w, s)) {
        // While somebody is on it the talk is theirs, and the bot keeps out of it. In danger nobody is met with
        // silence: "在吗", "已经出来了 谢谢".
        const bool in_talk = f->owner != person_id::nobody && is_open(f->state) && !is_alarm(*f) &&
                             !reads_other_kind(s, *f) && !has_sign(s.reading, "mended") && !objects_to_plan(s, *f);
        if (!s.reading.digit) return add_to_case(w, f->code, s, in_talk);
    }
    if (no_complaint(w, s)) return;
    start_fetches(w, s, case_code::none);
    begin(w, s);
}

namespace {

// "又在滴水了", said to "is it solved?": the same trade, and no other building.
bool still_broken(const work& w, const said& s) {
    const auto* f = w.find(w.self.armed.about);
    const auto& there = s.reading.place.building;
    return f && same_trade(s.reading.guesses.front().category, f->category) &&
           (there.empty() || there == f->place.building);
}

// What they were asked to say of the work belongs to that case, a complaint of whoever did it above all. Where
// something is broken elsewhere, or all was well and another thing is broken, it is a new matter.
bool is_comment(const work& w, const said& s) {
    const auto* f = w.find(w.self.armed.about);
    if (w.self.armed.id != "comment" || !f) return false;
    const auto& r = s.reading;
    const bool elsewhere = !r.place.building.empty() && r.place.building != f->place.building;
    if (!r.sure || r.guesses.empty()) return true;
    const auto& kind = r.guesses.front().category;
    const bool of_us = kind.starts_with("service.") || kind.starts_with("governance.");
    return !elsewhere && (of_us || f->score <= low_score || same_trade(kind, f->category));
}

// Whose question is armed takes the answer.
void answer_armed(work& w, const said& s, std::optional<int> digit) {
    const auto& id = w.self.armed.id;
    if (is_safety(id)) return answer_safety(w, s, digit);
    if (is_intake(id)) return answer_intake(w, s, digit);
    if (is_pairing(id)) return answer_pairing(w, s, digit);
    if (is_forgetting(id)) return answer_forgetting(w, s, digit);
    if (is_work_question(id)) return answer_work(w, s, digit);
    answer_after(w, s, digit);
}

void route_armed(work& w, const said& s) {
    const auto digit = chosen(w.self.armed, s);
    const auto id = w.self.armed.id;
    if (id == "praise") return answer_praise(w, s);
    if (is_safety(id)) return answer_safety(w, s, digit);
    if (is_intake(id)) {
        start_fetches(w, s, case_code::none);
        return answer_intake(w, s, digit);
    }
    // Something new and clear, said to a question about something old, is not its answer.
    const bool score = id == "score" && score_of(s);                           // "2 等了两天"
    const bool kind_words = (id == "comment" || id == "score") && praises(s);  // asked for, so they belong to that case
    const bool clear = s.reading.sure || (id == "score" && !s.reading.place.empty());
    const bool name = id == "contact" && is_short_name(s.text);  // 老李 sounds like somebody in danger
    const bool answers = digit || score || kind_words || name || is_comment(w, s);
    const bool new_matter = !answers && clear && s.reading.intent == "complaint" && id != "still";
    if (new_matter && id == "solved" && still_broken(w, s)) return answer_after(w, s, 2);
    if (!new_matter) return answer_armed(w, s, digit);
    w.self.armed = {};
    route_free(w, s);
}

bool by_code(work& w, const said& s) {
    const bool draft_goes_on = !w.self.drafts.empty() && s.text.size() > 16;
    if (draft_goes_on || w.self.armed.id == "q:prior") return false;
    for (const auto code : s.reading.codes) {
        const auto* f = w.find(code);
        if (!f || !theirs(w.self, *f)) {
            w.say(w.text("status.unknown", {{"code", code_text(code)}}));
            return true;
        }
        const bool only_code = s.text.size() <= 16 || s.reading.intent == "status";
        if (only_code)
            status(w, code);
        else if (s.reading.intent == "reopen")
            reopen(w, code, s.text);
        else
            add_to_case(w, code, s, false);
        return true;
    }
    return false;
}

bool by_reply(work& w, const said& s) {
    const auto* f = w.find(s.reply_case);
    if (!f || !theirs(w.self, *f)) return false;
    const bool answers = armed(w) && (chosen(w.self.armed, s) || w.self.armed.about == s.reply_case);
    if (answers || !w.self.drafts.empty()) return false;
    if (s.reading.intent == "reopen" && !is_open(f->state))
        reopen(w, f->code, s.text);
    else
        add_to_case(w, f->code, s, false);
    return true;
}

// 修好了, 不漏了, "好了，谢谢", and no more.
bool says_done(const said& s) {
    constexpr std::size_t few_words = 40;  // bytes
    constexpr auto done = std::to_array<std::string_view>(
        {"好了", "解决", "可以了", "搞定", "恢复了", "fixed", "Fixed", "solved", "Solved", "works", "sorted"});
    const auto& r = s.reading;
    const bool only_words = s.media.empty() && s.attachments.empty() && !s.edited;
    if (!only_words || r.digit || r.asks || r.commanded || r.answer == yes_no::no || s.text.size() > few_words)
        return false;
    if (!r.place.empty() || r.corrects || r.intent == "reopen" || has_sign(r, "ignored")) return false;
    const bool so = std::ranges::any_of(done, [&](std::string_view d) { return s.text.find(d) != std::string::npos; });
    return has_sign(r, "mended") || (so && (r.intent == "cancel" || r.answer == yes_no::yes));
}

// The case that they mean: the one they name or answer, else the last that waits for their word.
const case_file* waiting_for_word(const work& w, const said& s) {
    const auto named = !s.reading.codes.empty() ? s.reading.codes.front() : s.reply_case;
    for (const auto* f : own_cases(w, true))
        if (f->state == state::resolved && (named == case_code::none || named == f->code)) return f;
    return nullptr;
}

// What was done is said to be good before anybody has asked: that confirms it.
bool confirms_done(work& w, const said& s) {
    if (!w.self.drafts.empty() || !says_done(s)) return false;
    const auto* f = waiting_for_word(w, s);
    if (!f) return false;
    const auto& id = w.self.armed.id;
    const bool beside = w.self.armed.about == f->code && (id == "contact" || id == "withdraw" || id == "still");
    if (armed(w) && !beside) return false;
    const auto code = f->code;
    w.self.armed = {};
    w.self.armed.id = "solved";
    w.self.armed.about = code;
    answer_after(w, s, 1);
    return true;
}

}  // namespace

void route(work& w, const said& s) {
    if (alarm(w, s)) return;
    if (pairs(w, s)) return;
    if (confirms_done(w, s)) return;
    if (by_code(w, s)) return;
    if (by_reply(w, s)) return;
    if (from_guest(w, s)) return;
    if (s.edited) {
        if (!w.self.drafts.empty()) {
            w.self.drafts.front().words.push_back(s.text);
        } else if (const auto open = own_cases(w, true); !open.empty()) {
            add_to_case(w, open.front()->code, s, true);
        }
        return;
    }
    if (command(w, s)) return;
    if (armed(w)) return route_armed(w, s);
    route_free(w, s);
}

namespace {

// Some Chinese words, whatever is asked just now: whoever wrote pinyin before reads Chinese.
bool says_in_chinese(const std::string& text) {
    constexpr std::size_t some = 4;
    std::size_t han = 0;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        han += lead >= 0xE4 && lead <= 0xE9;  // U+4E00 to U+9FFF and little else
    }
    return han >= some;
}

// The bot answers in the language it is written to. Once we have met, a digit, a name or a stray word
// does not change it; a whole sentence does.
void follow_language(work& w, const said& s) {
    constexpr std::size_t sentence = 16;  // bytes
    if (w.self.language_chosen) return;
    const bool no_words = s.text.empty() || s.text.starts_with('/');  // "/start" is not English
    if (!w.self.met) w.self.language = no_words ? w.e.hint : s.reading.language;
    if (s.reading.language == language::zh && says_in_chinese(s.text)) w.self.language = language::zh;
    const bool fresh_sentence =
        w.self.drafts.empty() && !armed(w) && s.text.size() >= sentence && !s.text.starts_with('/');
    if (fresh_sentence) w.self.language = s.reading.language;
}

// By which of their addresses: what they file now is filed from there.
void note_way(work& w) {
    w.self.channel = w.e.channel;
    w.self.silent = w.e.silent;
    w.self.own = w.e.own == w.self.id ? person_id::nobody : w.e.own;
}

void meet(work& w) {
    w.self.met = true;
    w.self.seen_at = w.now();
    w.keep_self = true;
}

}  // namespace

void take(work& w, const said& s) {
    note_way(w);
    follow_language(w, s);
    const bool was_stopped = w.self.stopped;
    if (was_stopped && !(s.reading.intent == "stop" && s.reading.commanded)) {
        w.self.stopped = false;
        w.out.reachable = true;
    }
    if (flooding(w, s)) {
        meet(w);
        return;
    }
    // Words that follow an album while it is still coming in belong to it; danger waits for nothing.
    const bool still_coming =
        !w.self.sitting.empty() && w.now() < w.self.sitting_until && s.reading.life_safety != danger::certain;
    if (w.self.phone.empty()) w.self.phone = s.phone;
    const bool certain = s.reading.life_safety == danger::certain;
    if ((!s.album.empty() && !certain) || still_coming)
        gather(w, s);
    else
        route(w, s);
    if (s.cut) w.say(w.text("cut"));
    take_up_later(w);
    meet(w);
}

void take(work& w, const pressed& p) {
    note_way(w);
    if (!tapped(w.self.armed, p.data)) take_up(w, p.data);
    const auto digit = tapped(w.self.armed, p.data);
    meet(w);
    if (!digit) {
        w.out.toast = w.text(outdated(w.self.armed, p.data) ? "tap.changed" : "tap.over");
        w.out.note = "stale_tap";
        if (armed(w)) ask_again(w, w.out.toast);
        return;
    }
    answer_armed(w, {}, digit);
    take_up_later(w);
}

}  // namespace linli::resident
