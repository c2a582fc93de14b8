// What the work on a case asks its resident: is it so, when may we come, is this plan right, does it hold?
// And the news of a case that theirs was joined to.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::resident {
namespace {

outgoing& to_staff(work& w, case_code code, std::string_view key, std::string_view words) {
    return w.tell_staff(w.staff_text(key, {{"code", code_text(code)}, {"words", quoted(words)}}), code);
}

// Which offer a question is about, by what the resident sees of it: the same again is no other one.
class offer_version {
public:
    void add(std::uint64_t x) { v_ = v_ * 31 + x; }
    void add(std::string_view words) {
        for (const char c : words) add(static_cast<unsigned char>(c));
    }
    std::int64_t value() const { return static_cast<std::int64_t>(v_); }

private:
    std::uint64_t v_ = 1;
};

std::int64_t version_of(const std::vector<slot>& offered) {
    offer_version v;
    for (const auto& s : offered)
        for (const auto t : {s.from, s.to}) v.add(static_cast<std::uint64_t>(t.time_since_epoch().count()));
    return v.value();
}

std::int64_t version_of(const plan_version& p) {
    offer_version v;
    v.add(p.text);
    v.add(p.cost);
    return v.value();
}

// What they are asked waits for an answer to something else: they know of it at once, and so do staff.
void ask_or_tell(work& w, asked a) {
    const auto about = a.about;
    auto news = a.text;
    std::string times;
    if (a.id == "slot")
        for (std::size_t i = 0; i + 1 < a.labels.size(); ++i) times += (i ? " / " : " ") + a.labels[i];
    if (ask_in_turn(w, std::move(a))) return;
    w.say(w.joined(news + times + "\n", w.text("told.in_turn"))).about = about;
    const auto& first = w.self.armed;  // what is asked of another matter is for whoever handles that
    to_staff(w, about, first.about == about ? "group.question_waits" : "group.question_waits_other",
             first.text.substr(0, first.text.find('\n')))
        .quiet = true;
}

// Instead of an older offer that nobody has answered; what stands already is not said twice.
void offer(work& w, asked a, std::int64_t version) {
    const auto stands = [&](const armed_question& q) {
        return q.id == a.id && q.about == a.about && q.version == version;
    };
    if (stands(w.self.armed) || std::ranges::any_of(w.self.waiting, stands)) return;
    a.version = version;
    a.instead_of = take_back(w, a.id, a.about);
    if (a.instead_of != 0) a.text = w.joined(w.text("told.instead"), a.text);
    ask_or_tell(w, std::move(a));
}

bool is_current(const armed_question& q, std::int64_t version) { return q.version == 0 || q.version == version; }

void ask_plan(work& w, const case_file& f) {
    if (f.plans.empty()) return;
    const auto& p = f.plans.back();
    const auto text = staff::plan_text(w, p, f.code, w.self.language);
    offer(w, {"plan", f.code, text, labels(w, {"choice.agree", "choice.other_time", "choice.objection"}), false, false},
          version_of(p));
}

// Those that were not over yet.
std::vector<slot> open_at(std::vector<slot> offered, instant t) {
    std::erase_if(offered, [&](const slot& s) { return s.to <= t; });
    return offered;
}

void ask_slot(work& w, const case_file& f) {
    const auto open = open_at(f.slots, w.now());
    if (open.empty()) return armed(w) ? void() : answered(w);
    asked a{"slot", f.code, w.text("told.slots", {{"code", code_text(f.code)}, {"name", f.owner_name}}),
            {},     false,  false};
    for (const auto& s : open) a.labels.push_back(slot_text(w.c, s, w.now()));
    a.labels.push_back(w.text("choice.none_suits"));
    offer(w, std::move(a), version_of(f.slots));
}

// None of the offered times is left. A late answer is told so; what waited behind the question does not any more.
void slots_over(work& w, case_code code) {
    const auto of_times = [&](const armed_question& q) { return q.id == "slot" && q.about == code; };
    std::erase_if(w.self.waiting, of_times);
    w.keep_self = true;
    if (of_times(w.self.armed) && !w.self.waiting.empty()) answered(w);
}

void ask_verify(work& w, const case_file& f, const std::string& what) {
    ask_or_tell(w, {"verify", f.code, w.text("told.verify", {{"code", code_text(f.code)}, {"words", what}}),
                    labels(w, {"yes", "no"}), false, false});
}

void ask_follow_up(work& w, const case_file& f) {
    const auto what = category_text(w.c, f.category, w.self.language);
    ask_in_turn(
        w, {"follow_up", f.code,
            w.text("ask.follow_up", {{"code", code_text(f.code)}, {"what", what.empty() ? f.intake.summary : what}}),
            labels(w, {"choice.still_good", "choice.broken_again"}), false, false});
}

// The case that theirs was joined to is mended: theirs is as well, until they say otherwise.
void settle(work& w, const case_file& f, const std::string& result) {
    if (f.state != state::merged) return;
    case_entry e;
    e.what = action::settle;
    e.text = result;
    const auto code = f.code;
    w.record(code, std::move(e));
    if (w.self.stopped) return;
    prompt done{std::string(news_moved), code, w.text("told.done", {{"code", code_text(code)}, {"words", result}}), {}};
    done.ref = "r:" + std::to_string(static_cast<std::int64_t>(code)) + ":" + std::to_string(w.find(code)->entries);
    hear(w, std::move(done));
}

// What they answer was changed meanwhile: the new one is put, or they hear that it is on its way.
void show_changed(work& w, const case_file& f, bool is_offered, void (*ask_now)(work&, const case_file&)) {
    if (is_offered) return ask_now(w, f);
    w.say(w.text("tap.changing", {{"code", code_text(f.code)}})).about = f.code;
    answered(w);
}

void answer_plan(work& w, case_code code, const said& s, std::optional<int> digit) {
    const auto& f = *w.find(code);
    const bool current = f.plans.empty() || is_current(w.self.armed, version_of(f.plans.back()));
    if (digit && !current && f.state < state::resolved)
        return show_changed(w, f, !f.plans.back().approved_by.empty(), ask_plan);
    w.self.armed = {};
    auto e = by_resident(w, action::plan_answer,
                         digit == 1   ? "agreed"
                         : digit == 2 ? "other_time"
                                      : quoted(s.text, 200));
    if (digit == 3) e.text = "objection";
    if (!w.command(code, std::move(e))) {
        w.say(w.text("case.over", {{"code", code_text(code)}}));
        return answered(w);
    }
    if (digit == 1) {
        to_staff(w, code, "group.plan_agreed", "").quiet = true;
        w.say(w.text("thanks.agreed")).about = code;
        return answered(w);
    }
    if (digit) return ask(w, {"still", code, w.text(digit == 2 ? "ask.when" : "ask.objection"), {}, false, false});
    add_to_case(w, code, s, false);
    answered(w);
}

// What is left of it, where it has begun: from then on somebody is waited for.
void agree_on(work& w, case_code code, slot chosen_slot) {
    chosen_slot.from = std::max(chosen_slot.from, w.now());
    auto e = by_resident(w, action::agree_slot);
    e.slots = {chosen_slot};
    if (w.command(code, std::move(e))) {
        const auto time = slot_text(w.c, chosen_slot, w.now());
        to_staff(w, code, "group.slot_agreed", time);
        w.say(w.text("thanks.slot", {{"time", time}, {"name", w.find(code)->owner_name}})).about = code;
    } else {
        w.say(w.text("case.over", {{"code", code_text(code)}}));
    }
    answered(w);
}

void answer_slot(work& w, case_code code, const said& s, std::optional<int> digit) {
    const auto& f = *w.find(code);
    const auto slots = open_at(f.slots, w.self.armed.at);  // as they were put
    const bool current = is_current(w.self.armed, version_of(f.slots));
    if (digit && !current && f.state < state::resolved) return show_changed(w, f, !f.slots.empty(), ask_slot);
    w.self.armed = {};
    if (digit && static_cast<std::size_t>(*digit) <= slots.size()) {
        const auto& mine = slots[static_cast<std::size_t>(*digit - 1)];
        if (mine.to > w.now() || f.state >= state::resolved) return agree_on(w, code, mine);
        w.say(w.text("tap.slot_over")).about = code;
        return ask_slot(w, f);
    }
    if (digit || s.text.empty()) return ask(w, {"still", code, w.text("ask.when"), {}, false, false});
    add_to_case(w, code, s, false);
    answered(w);
}

void answer_verify(work& w, case_code code, const said& s, std::optional<int> digit) {
    const auto question = w.self.armed.text;
    w.self.armed = {};
    if (!digit) {
        add_to_case(w, code, s, false);
        return answered(w);
    }
    const auto words = w.text(*digit == 1 ? "yes" : "no");
    w.record(code, by_resident(w, action::words_in, question + " " + words));
    to_staff(w, code, *digit == 1 ? "group.verified_yes" : "group.verified_no", "");
    if (*digit == 2) return ask(w, {"still", code, w.text("ask.what_then"), {}, false, false});
    w.say(w.text("thanks.bye"));
    answered(w);
}

void answer_follow_up(work& w, case_code code, const said& s, std::optional<int> digit) {
    w.self.armed = {};
    const bool broken = digit == 2 || (!digit && s.reading.intent == "reopen");
    if (!digit && !broken) {
        w.record(code, by_resident(w, action::comment, s.text));
        pass_comment(w, code, s.text);
        w.say(w.text("thanks.comment"));
        return answered(w);
    }
    w.record(code, by_resident(w, action::followed_up, broken ? "broken" : "good"));
    if (broken) return reopen(w, code, digit ? std::string() : s.text);
    w.say(w.text("thanks.still_good"));
    answered(w);
}

}  // namespace

void pass_comment(work& w, case_code code, const std::string& words) {
    const auto& f = *w.find(code);
    to_staff(w, code, "group.comment", shown_words(f, words));
    tell_judges(w, f, words);
}

bool is_work_question(std::string_view q) {
    constexpr std::array<std::string_view, 4> own{"plan", "slot", "verify", "follow_up"};
    return std::find(own.begin(), own.end(), q) != own.end();
}

void answer_work(work& w, const said& s, std::optional<int> digit) {
    const auto id = w.self.armed.id;
    const auto code = w.self.armed.about;
    w.keep_self = true;
    if (!w.find(code)) return answered(w);
    if (id == "plan") return answer_plan(w, code, s, digit);
    if (id == "slot") return answer_slot(w, code, s, digit);
    if (id == "verify") return answer_verify(w, code, s, digit);
    answer_follow_up(w, code, s, digit);
}

bool work_prompt(work& w, const prompt& p) {
    const auto* f = w.find(p.about);
    if (!f) return false;
    if (came_loose(*f, p)) return true;
    if (p.what == case_ended)
        drop_questions(w, *f), drop_held_questions(w, f->code);
    else if (p.what == "settle")
        settle(w, *f, p.text);
    else if (w.self.stopped)
        return true;
    else if (p.what == "slots_over")
        slots_over(w, f->code);
    else if (p.what == "ask_plan")
        ask_plan(w, *f);
    else if (p.what == "ask_slot")
        ask_slot(w, *f);
    else if (p.what == "ask_verify")
        ask_verify(w, *f, p.text);
    else if (p.what == "ask_follow_up")
        ask_follow_up(w, *f);
    else if (p.what == "news")
        hear(w, {std::string(news_moved), p.about, p.text, {}});
    else
        return false;
    return true;
}

}  // namespace linli::resident
