// Which cases must be at hand before an event of a private conversation can be taken.
#include <algorithm>

#include "dialogs/incidents.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/pairing.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/understanding/asking.hpp"
#include "dialogs/understanding/privacy.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t cases_looked_at = 3;  // of theirs, newest first

// The kind and place of which other open cases should be at hand.
std::string wants_near(const conversation& s, const event& e) {
    const auto* words = std::get_if<said>(&e.body);
    if (words && words->reading.life_safety == danger::certain)
        return place_key(words->reading.danger_category, words->reading.place);
    const bool answers = words || std::holds_alternative<pressed>(e.body);
    if (!answers || s.armed.id != "confirm" || s.drafts.empty()) return {};
    return place_key(s.drafts.front().category, s.drafts.front().place);
}

// The next word files the draft.
bool confirms(const conversation& s, const event& e) {
    if (s.armed.id != "confirm" || s.drafts.empty()) return false;
    if (const auto* words = std::get_if<said>(&e.body)) return chosen(s.armed, *words) == 1;
    const auto* tap = std::get_if<pressed>(&e.body);
    return tap && tapped(s.armed, tap->data) == 1;
}

}  // namespace

bool wants_photo_link(const community& c, const draft& d, const event& e) {
    const auto* sub = c.taxonomy.find(d.category);
    return sub && wants_photo(*sub) && !e.photos && d.attachments.empty() && !c.public_url.empty();
}

void ask(const community& c, const view& v, const event& e, instant now, need& n) {
    n.near = wants_near(v.self, e);
    n.number = wants_number(v.self, e, now);
    n.guest = confirms(v.self, e) && wants_photo_link(c, v.self.drafts.front(), e);
    n.together = told_in_steps(v.self, e);
    const auto* p = std::get_if<prompt>(&e.body);
    if (p && p->what == "pair_take" && !p->people.empty()) n.other = p->people.front();
}

namespace {

// Each case once, in the order in which they were named.
class codes {
public:
    void add(case_code code) {
        if (code != case_code::none && std::ranges::find(all_, code) == all_.end()) all_.push_back(code);
    }
    void add_all(const conversation& s) {
        for (const auto& c : s.cases) add(c.code);
    }
    std::vector<case_code> taken() { return std::move(all_); }

private:
    std::vector<case_code> all_;
};

// What is asked or waits to be, whatever comes.
void of_questions(codes& out, const conversation& s) {
    out.add(s.armed.about);
    if (s.armed.id == "confirm" && !s.drafts.empty()) {  // perhaps the same again
        const auto& kind = s.drafts.front().category;
        const auto same = std::find_if(s.cases.rbegin(), s.cases.rend(),
                                       [&](const own_case& c) { return same_trade(c.category, kind); });
        if (same != s.cases.rend()) out.add(same->code);
    }
    for (const auto& q : s.waiting) out.add(q.about);
    if (is_forgetting(s.armed.id)) out.add_all(s);  // whoever has one of them is told
}

// The words may ask about a case of theirs, or ask something of us.
bool may_be_of_case(const said& words) {
    const auto& r = words.reading;
    if (r.digit) return false;
    return r.intent == "human" || r.intent == "status" || r.intent == "cancel" || !r.signs.empty() ||
           objects(words.text) || asks_when(words.text) || asks_who_sees(words.text) || keeps_case(words.text) ||
           gives_case_up(words.text) || r.asks;
}

// So far as these words sound by themselves.
bool may_be_about(const reading& r, const own_case& c) {
    const bool no_kind = !r.sure || r.guesses.empty();
    const bool thanks = !no_kind && r.guesses.front().category == "governance.praise";
    return no_kind || thanks || r.life_safety != danger::none ||
           std::ranges::any_of(r.guesses, [&](const guess& g) { return same_trade(g.category, c.category); });
}

void of_words(codes& out, const conversation& s, const said& words) {
    const auto& r = words.reading;
    if (r.intent == "forget") out.add_all(s);
    out.add(words.reply_case);
    out.add(s.guest_of);
    for (const auto code : r.codes) out.add(code);
    const bool in_draft = !s.drafts.empty() && r.life_safety == danger::none && !words.edited;
    const bool of_case = may_be_of_case(words);
    if (in_draft && !of_case) return;
    std::size_t looked_at = 0;
    for (auto it = s.cases.rbegin(); it != s.cases.rend() && looked_at < cases_looked_at; ++it) {
        if (!of_case && !may_be_about(r, *it)) continue;
        out.add(it->code);
        ++looked_at;
    }
}

void of_job(codes& out, const conversation& s, const std::string& job) {
    for (const auto& j : s.jobs)
        if (j.job == job) out.add(j.about);
}

void of_time(codes& out, const conversation& s) {
    const bool only_silence = s.drafts.empty() && s.sitting.empty();  // no open case may be overlooked
    const auto most = only_silence ? s.cases.size() : std::min(s.cases.size(), cases_looked_at);
    for (std::size_t i = 0; i < most; ++i) out.add(s.cases[s.cases.size() - 1 - i].code);
}

}  // namespace

std::vector<case_code> needs(const conversation& s, const event& e) {
    codes out;
    of_questions(out, s);
    if (const auto* words = std::get_if<said>(&e.body))
        of_words(out, s, *words);
    else if (const auto* p = std::get_if<prompt>(&e.body))
        out.add(p->about);
    else if (const auto* m = std::get_if<media_stored>(&e.body))
        of_job(out, s, m->job);
    else if (std::holds_alternative<presence>(e.body))
        out.add_all(s);
    else if (std::holds_alternative<tick>(e.body))
        of_time(out, s);
    return out.taken();
}

}  // namespace linli::resident
