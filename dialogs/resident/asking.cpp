// Questions about a case that runs: when somebody comes, and which time would suit.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/cases/timers.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/asking.hpp"

namespace linli::resident {
namespace {

// Where it stands, and the time that is known: agreed, or by when somebody takes it.
std::string when_text(const work& w, const case_file& f) {
    auto text = status_line(w, f);
    const bool unclaimed = f.claimed_at == instant{} && claim_by(w.c, f) > w.now();
    if (f.promised_until <= w.now() && unclaimed)
        text += w.text("status.claim", {{"time", w.c.calendar.when(claim_by(w.c, f), w.now())}});
    return text;
}

void tell_when(work& w, const case_file& f, const said& s) {
    const auto code = f.code;
    auto text = when_text(w, f);
    if (f.promised_until <= w.now()) {  // nobody has named a time: whoever can is asked
        add_to_case(w, code, s, true);
        text += "\n" + w.text("status.no_time", {{"name", owner_or_team(w, *w.find(code))}});
    }
    w.say(std::move(text)).about = code;
    if (armed(w) && !w.self.armed.choices.empty()) ask_again(w, w.text("help_more.go_on"));
}

// 不撤 withdraws nothing, whether it was asked or not; 我不要了 asks for it, and says so once it is asked.
bool answers_withdrawal(work& w, const case_file& f, const said& s) {
    if (!w.self.drafts.empty()) return false;
    const bool asked = w.self.armed.id == "withdraw";
    if (asked && gives_case_up(s.text)) return answer_after(w, s, 1), true;
    if (!armed(w) && f.category != despair && gives_case_up(s.text)) return ask_withdraw(w, f), true;
    if ((armed(w) && !asked) || !keeps_case(s.text)) return false;
    w.say(w.text("kept", {{"code", code_text(asked ? w.self.armed.about : f.code)}}));
    if (asked) answered(w);
    return true;
}

// What something costs, how we work: no matter of one case.
bool is_of_office(std::string_view kind) {
    return kind.starts_with("service.") || kind.starts_with("governance.") || kind.ends_with("_fee");
}

}  // namespace

bool asks_of_case(work& w, const said& s) {
    const auto open = own_cases(w, true);
    if (!open.empty() && answers_withdrawal(w, *open.front(), s)) return true;
    if (!w.self.drafts.empty() || open.empty() || s.reading.life_safety != danger::none) return false;
    if (s.reading.corrects || !s.reading.place.empty()) return false;
    w.keep_self = true;
    const auto& f = *open.front();
    if (f.state == state::resolved) return false;  // "is it solved?" is what matters there
    if (asks_when(s.text)) return tell_when(w, f, s), true;
    if (armed(w) || !wishes_time(s.text)) return false;
    return add_to_case(w, f.code, s, false), true;
}

bool reads_other_kind(const said& s, const case_file& f) {
    const auto& r = s.reading;
    const bool about_fees = r.intent == "info" && !r.guesses.empty() && is_of_office(r.guesses.front().category);
    return (r.sure || about_fees) && !r.guesses.empty() && !same_trade(r.guesses.front().category, f.category);
}

bool goes_with(const said& s, const case_file& f, instant now) {
    constexpr span_of_time just_now = std::chrono::minutes{30};
    constexpr std::size_t short_question = 36;  // bytes: twelve Chinese characters, seven words
    const auto& r = s.reading;
    if (!r.place.empty() || r.life_safety != danger::none || r.guesses.empty()) return false;
    // 有监控吗, of a bicycle that is gone or a car that was scratched. What something costs is a matter of its own.
    if (r.asks && !is_of_office(r.guesses.front().category) && s.text.size() <= short_question) return true;
    // "The button 12 does not ring", right after the intercom was still broken.
    const bool near =
        std::ranges::any_of(r.guesses, [&](const guess& g) { return same_trade(g.category, f.category); });
    return near && f.reopened > 0 && is_open(f.state) && now - f.touched_at <= just_now;
}

}  // namespace linli::resident
