// A member of the staff who writes in their private chat. Alarms, hand-overs and warnings reach them there,
// so what they answer is about that case: never a complaint of their own, never a wish to hear no more.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/coming.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"
#include "dialogs/trade.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t notices_max = 5;                           // older ones are not answered any more
constexpr span_of_time answered_within = std::chrono::hours{2};  // later words are about something else

bool somebody_elses(const work& w, const case_file* f) { return f && f->intake.reporter != w.self.id; }

bool still_answered(const event& e, const staff_notice& n) { return e.at - n.at <= answered_within; }

const case_file* loaded(const view& v, case_code code) {
    const auto found =
        std::find_if(v.cases.begin(), v.cases.end(), [&](const case_file* f) { return f->code == code; });
    return found == v.cases.end() ? nullptr : *found;
}

// What we told them of last and is not over: an alarm that nobody has taken goes before the rest.
const staff_notice* standing(const view& v, const event& e) {
    const staff_notice* found = nullptr;
    bool urgent = false;
    for (auto n = v.self.notices.rbegin(); n != v.self.notices.rend(); ++n) {
        const auto* f = loaded(v, n->about);
        if (!f || f->state >= state::resolved || !still_answered(e, *n)) continue;
        const bool wakes = rings(*f);
        if (found && (urgent || !wakes)) continue;
        found = &*n;
        urgent = wakes;
    }
    return found;
}

bool only_names(const said& s) {
    constexpr std::size_t a_code = 16;  // bytes
    return !s.reading.codes.empty() && s.text.size() <= a_code;
}

// The case that they answer or name, as far as it is not their own as a resident.
const case_file* named_case(const work& w, const said& s) {
    if (const auto* f = w.find(bound(s)); somebody_elses(w, f) && !only_names(s)) return f;
    if (const auto* f = w.find(read_words(s.text).code); somebody_elses(w, f)) return f;
    for (const auto code : s.reading.codes)
        if (const auto* f = w.find(code); somebody_elses(w, f)) return f;
    return nullptr;
}

// An alarm that is theirs, of whatever chat they took it in, and they write that they cannot come.
const case_file* given_back(const work& w, const said& s) {
    if (!says_not_coming(s.text)) return nullptr;
    const case_file* newest = nullptr;
    for (const auto* f : w.v.cases)
        if (may_give_back(*f, w.e.sender) && somebody_elses(w, f) && (!newest || newest->code < f->code)) newest = f;
    return newest;
}

const case_file* meant_case(const work& w, const said& s) {
    if (const auto* f = named_case(w, s)) return f;
    if (const auto* f = given_back(w, s)) return f;
    return w.find(told_of(w.v, w.e));
}

// Something is wrong where they live, whatever we told them of: another place, or another matter than one
// that is in no hurry.
bool tells_of_home(const said& s, const case_file& f) {
    const auto& r = s.reading;
    const bool complains = r.life_safety == danger::certain || (r.sure && r.intent == "complaint");
    if (!complains) return false;
    const bool elsewhere = (!r.place.building.empty() && r.place.building != f.place.building) ||
                           (!r.place.room.empty() && r.place.room != f.place.room);
    if (elsewhere) return true;
    if (is_alarm(f)) return false;
    const auto kind = r.guesses.empty() ? std::string_view() : std::string_view(r.guesses.front().category);
    return r.life_safety == danger::certain || !same_trade(kind, f.category);
}

// A question of their own talk that was put after the notice.
bool was_asked_since(const work& w, const staff_notice& n) {
    const bool asked = !w.self.armed.id.empty() && w.self.armed.at > n.at;
    return asked || (!w.self.drafts.empty() && w.self.drafts.front().touched > n.at);
}

bool answers_notice(const work& w, const said& s, const staff_notice& n) {
    const auto& f = *w.find(n.about);
    if (resident::is_safety(w.self.armed.id) && !says_coming(s.text, f.place)) return false;  // of their own danger
    if (was_asked_since(w, n)) return false;
    if (s.reading.digit) return may_be_taken(w, f);
    if (says_coming(s.text, f.place)) return true;
    const bool commands = s.reading.commanded || s.reading.intent == "forget" || s.reading.intent == "language";
    return !commands && !tells_of_home(s, f);
}

// Whoever writes is there again.
void come_back(work& w) {
    w.keep_self = true;
    w.self.seen_at = w.now();
    if (!w.self.stopped) return;
    w.self.stopped = false;
    w.out.reachable = true;
}

outgoing& answer(work& w, case_code code, std::string text) {
    auto& o = w.say_to(w.e.room, std::move(text));
    o.about = code;
    return o;
}

// In the group a moved card says that it was done; here they hear it.
void confirm(work& w, case_code code) {
    const bool told =
        std::any_of(w.out.send.begin(), w.out.send.end(), [&](const outgoing& o) { return o.to == w.e.room; });
    if (told) return;
    answer(w, code, w.out.toast.empty() ? w.staff_text("toast.done", {{"code", code_text(code)}}) : w.out.toast);
}

// Among colleagues: the group reads it, the resident does not.
void keep_words(work& w, const said& s, case_code code) {
    note(w, s, code, std::string(for_colleagues(s.text).value_or(s.text)));
    const auto& f = *w.find(code);
    if (!s.text.empty())
        w.tell_colleagues(w.staff_text("group.staff_words", {{"code", code_text(code)},
                                                             {"words", quoted(s.text)},
                                                             {"name", by_staff(w, action::note).actor_name}}),
                          code, is_alarm(f) ? "alarm" : "", is_alarm(f) ? lane::alarm : lane::progress);
    // Under a ring 1 is to take it, whatever was written since.
    const bool offered = f.offered_to == w.e.sender;
    auto pass = offered ? std::nullopt : offer_to_pass(w, code, s.text);
    if (pass && may_be_taken(w, f)) pass->digit = 2;
    auto& o =
        answer(w, code,
               w.staff_text("private.noted", {{"code", code_text(code)}, {"state", state_text(w.c, f, w.c.language)}}));
    if (pass) o.choices.push_back(*std::move(pass));
}

void take_on(work& w, const said& s, case_code code) {
    note_more_than_yes(w, s, code);
    take_case(w, code);
    if (w.find(code)->owner == w.e.sender)
        answer(w, code, w.staff_text("private.taken", {{"code", code_text(code)}}));
    else
        confirm(w, code);
}

void show_card(work& w, const case_file& f) {
    auto one = card(w.c, f, w.now());
    one.to = w.e.room;
    one.tag.clear();  // this one stays as it is
    one.thread_title.clear();
    one.over = false;
    w.out.send.push_back(std::move(one));
}

// "/stop" is answered as 退订 is: a command of the bot's own tells nothing of the work, and nobody unsubscribes
// by answering an alarm. /skip and /help are also verbs of ours: what is asked of them as a resident goes first.
bool commands_bot(const work& w, const said& s, const words& read) {
    if (!s.reading.commanded) return false;
    if (read.verb != verb::none) return read.all.empty() && !w.self.drafts.empty();
    return read.slash || s.reading.intent == "stop";
}

// "我家着火了": whatever we told them of, this is their own, and waits for nothing. A colleague at work says
// 住户家里.
bool own_emergency(const said& s) {
    if (s.reading.life_safety != danger::certain) return false;
    const auto text = narrowed(s.text);
    if (holds_any(text, {"我家", "我们家", "咱家", "我屋", "我住"}) || starts_with_any(text, {"家里"})) return true;
    if (holds_any(text, {",家里", "。家里", "!家里", " 家里", "我在家"})) return true;
    for (std::string_view home : {"my flat", "my home", "my house", "my apartment", "my kitchen", "my place",
                                  "our flat", "our house", "at home"})
        if (find_word(text, home) != std::string::npos) return true;
    return false;
}

// Words of a danger are noted where we cannot tell whose it is; what to do first is said all the same.
void show_first_steps(work& w, const said& s) {
    const auto* kind = w.c.taxonomy.find(s.reading.danger_category);
    const auto* card = w.c.taxonomy.find_card(kind && !kind->safety_card.empty() ? kind->safety_card : "person");
    if (!card) return;
    w.say_to(w.e.room, card->text.in(w.self.language) + "\n" + w.text("private.own_danger"), lane::alarm);
}

// What may be asked for by a message that anybody might have sent in a colleague's name: whatever it looks up goes
// to their own number, and a case that is taken is theirs.
bool harmless(const words& order) {
    constexpr std::array verbs{verb::take, verb::decline, verb::note, verb::help, verb::cases, verb::find};
    return std::ranges::find(verbs, order.verb) != verbs.end() || (order.verb == verb::list && order.rest.empty());
}

const media_job* job_of(const work& w, const media_stored& m) {
    const auto& jobs = w.self.jobs;
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const media_job& j) { return j.job == m.job; });
    return found == jobs.end() ? nullptr : &*found;
}

}  // namespace

bool may_be_work(const community& c, const view& v, const event& e) {
    const auto* s = std::get_if<said>(&e.body);
    if (!s || e.sender != e.room || c.is_room(e.room) || !is_member(c, v.office, e.sender)) return false;
    const auto& told = v.self.notices;
    const bool lately =
        std::any_of(told.begin(), told.end(), [&](const staff_notice& n) { return still_answered(e, n); });
    const auto read = read_words(s->text);
    return lately || read.verb != verb::none || read.code != case_code::none || bound(*s) != case_code::none ||
           says_not_coming(s->text) || !s->reading.codes.empty() || answers_us(*s) || put_to(v, e, *s);
}

std::vector<case_code> needs_in_private(const view& v, const event& e) {
    auto out = needs(v.office, e);
    if (const auto* s = std::get_if<said>(&e.body))
        if (const auto* asked = put_to(v, e, *s); asked && asked->about != case_code::none) out.push_back(asked->about);
    for (const auto& n : v.self.notices)
        if (still_answered(e, n)) out.push_back(n.about);
    if (const auto* s = std::get_if<said>(&e.body); s && v.open_cases && says_not_coming(s->text))
        for (const auto& f : *v.open_cases)
            if (may_give_back(f, e.sender)) out.push_back(f.code);
    return out;
}

case_code told_of(const view& v, const event& e) {
    const auto* n = standing(v, e);
    return n ? n->about : case_code::none;
}

bool is_work(const work& w, const said& s) {
    const auto read = read_words(s.text);
    if (commands_bot(w, s, read)) return false;
    if (read.verb == verb::none && own_emergency(s)) return false;
    if ((read.slash && read.verb != verb::none) || answers_us(s) || named_case(w, s) || given_back(w, s)) return true;
    const auto* n = standing(w.v, w.e);
    return n && (heard(w.c, w.v, w.e, s).is_order || answers_notice(w, s, *n));
}

void take_in_private(work& w, const said& s) {
    come_back(w);
    const auto asked = heard(w.c, w.v, w.e, s);
    if (!w.e.vouched && asked.is_order && !harmless(asked.command))
        return void(answer(w, asked.about, w.staff_text("refused.unvouched")));
    const auto* f = meant_case(w, s);
    const auto code = f ? f->code : case_code::none;
    if (s.edited || s.forwarded)
        return void(answer(w, code, w.staff_text(s.edited ? "refused.edited" : "refused.forwarded")));
    if (auto whole = s; take_order(w, whole, asked)) return confirm(w, asked.about);
    if (!f) return explain(w, {"which_case", {}}, code);
    if (asked.command.slash) return void(answer(w, code, w.staff_text("refused.unknown_verb")));
    if (only_names(s)) return show_card(w, *f);
    if (s.reading.digit == 2 && f->offered_to == w.e.sender) {
        decline(w, code);
        return confirm(w, code);
    }
    const int passes = may_be_taken(w, *f) ? 2 : 1;
    if (s.reading.digit == passes && w.e.vouched && may_pass(w, code)) return pass_on(w, code);
    if (may_give_back(*f, w.e.sender) && says_not_coming(s.text)) {
        note(w, s, code, s.text);
        give_back(w, code, s.text);
        return confirm(w, code);
    }
    const bool coming = says_coming(s.text, f->place) || s.reading.digit == 1;
    if (coming && may_be_taken(w, *f)) return take_on(w, s, code);
    keep_words(w, s, code);
    if (s.reading.life_safety == danger::certain) show_first_steps(w, s);
}

void remember_notice(work& w, case_code about) {
    w.keep_self = true;
    auto& all = w.self.notices;
    std::erase_if(all, [&](const staff_notice& n) { return n.about == about || w.now() - n.at > answered_within; });
    if (all.size() >= notices_max) all.erase(all.begin());
    all.push_back({about, w.now()});
}

bool sent_as_staff(const work& w, const media_stored& m) {
    const auto* job = job_of(w, m);
    return job && w.staff(w.self.id) && somebody_elses(w, w.find(job->about));
}

void take_in_private(work& w, const media_stored& m) {
    const auto job = *job_of(w, m);
    take(w, m);
    if (job.internal && m.attachment.kind == media_kind::photo)
        w.tell_staff(w.staff_text("group.photos", {{"code", code_text(job.about)}}), job.about).photos = {
            m.attachment.photo};
}

}  // namespace linli::staff
