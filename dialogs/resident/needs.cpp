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

// In words that the reading has no name for.
bool speaks_of_case(const std::string& text) {
    return objects(text) || asks_when(text) || asks_who_sees(text) || keeps_case(text) || gives_case_up(text);
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
    const auto* p = std::get_if<prompt>(&e.body);
    if (p && p->what == "pair_take" && !p->people.empty()) n.other = p->people.front();
}

std::vector<case_code> needs(const conversation& s, const event& e) {
    std::vector<case_code> out;
    const auto add = [&](case_code code) {
        if (code != case_code::none && std::find(out.begin(), out.end(), code) == out.end()) out.push_back(code);
    };
    add(s.armed.about);
    if (s.armed.id == "confirm" && !s.drafts.empty())  // perhaps the same again
        for (auto it = s.cases.rbegin(); it != s.cases.rend(); ++it)
            if (same_trade(it->category, s.drafts.front().category)) {
                add(it->code);
                break;
            }
    for (const auto& q : s.waiting) add(q.about);
    const auto* spoken = std::get_if<said>(&e.body);
    if (is_forgetting(s.armed.id) || (spoken && spoken->reading.intent == "forget"))
        for (const auto& c : s.cases) add(c.code);  // whoever has one of them is told
    if (const auto* words = std::get_if<said>(&e.body)) {
        add(words->reply_case);
        add(s.guest_of);
        for (const auto code : words->reading.codes) add(code);
        const auto& r = words->reading;
        const bool in_draft = !s.drafts.empty() && r.life_safety == danger::none && !words->edited;
        const bool commands = r.intent == "human" || r.intent == "status" || r.intent == "cancel" || !r.signs.empty() ||
                              r.asks || (!r.digit && speaks_of_case(words->text));
        if (in_draft && !commands) return out;
        std::size_t looked_at = 0;
        for (auto it = s.cases.rbegin(); it != s.cases.rend() && looked_at < cases_looked_at; ++it) {
            const bool same_kind = !r.sure || r.guesses.empty() || std::ranges::any_of(r.guesses, [&](const guess& g) {
                                       return same_trade(g.category, it->category);
                                   });
            const bool thanks = r.sure && !r.guesses.empty() && r.guesses.front().category == "governance.praise";
            if (!same_kind && !thanks && r.life_safety == danger::none && !commands) continue;
            add(it->code);
            ++looked_at;
        }
    } else if (const auto* p = std::get_if<prompt>(&e.body)) {
        add(p->about);
    } else if (const auto* m = std::get_if<media_stored>(&e.body)) {
        for (const auto& job : s.jobs)
            if (job.job == m->job) add(job.about);
    } else if (std::holds_alternative<presence>(e.body)) {
        for (const auto& c : s.cases) add(c.code);
    } else if (std::holds_alternative<tick>(e.body)) {
        const bool only_silence = s.drafts.empty() && s.sitting.empty();  // no open case may be overlooked
        std::size_t looked_at = 0;
        for (auto it = s.cases.rbegin(); it != s.cases.rend() && (looked_at < cases_looked_at || only_silence); ++it, ++looked_at)
            add(it->code);
    }
    return out;
}

}  // namespace linli::resident
