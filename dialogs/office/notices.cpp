// Reminders of the same minute are one message, and what is for the committee waits for the morning.
#include <fmt/format.h>

#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/cases/timers.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/office/office.hpp"
#include "dialogs/resident/pairing.hpp"

namespace linli::office_work {
namespace {

constexpr std::size_t notices_max = 100;  // of one minute; beyond it somebody must look at the list anyway
constexpr std::size_t lines_max = 15;     // in one message: more is not read
constexpr std::string_view digest_mark = "digest";
constexpr std::string_view notice_mark = "notice";

instant digest_at(const community& c, instant first) { return c.calendar.next_service(c.calendar.next_day(first)); }

void keep(std::vector<notice>& list, notice n) {
    const auto same = [&](const notice& o) { return o.about == n.about && o.text == n.text; };
    if (list.size() < notices_max && std::none_of(list.begin(), list.end(), same)) list.push_back(std::move(n));
}

std::string listed(const work& w, const std::vector<const notice*>& some) {
    if (some.size() == 1) return some.front()->text;
    auto text = w.staff_text("ladder.head", {{"n", std::to_string(some.size())}});
    for (std::size_t i = 0; i < some.size() && i < lines_max; ++i) text += "\n" + some[i]->text;
    if (some.size() > lines_max)
        text += "\n" + w.staff_text("ladder.more", {{"n", std::to_string(some.size() - lines_max)}});
    return text;
}

// It was dealt with in the meantime: the clock was met or stands still, or another run of it began.
bool is_over(const work& w, const notice& n) {
    const auto* f = w.find(n.about);
    if (!f || f->state >= state::resolved) return f != nullptr;
    const auto which = named<clock_kind>(n.clock);
    if (!which) return false;
    const auto runs = clock_of(w.c, *f, *which);
    return !runs || runs->since > n.at;
}

// That it took so long stays true; what has become of it stands beside.
void say_what_became(const work& w, notice& n) {
    if (is_over(w, n))
        n.text = w.staff_text("ladder.since",
                              {{"line", n.text}, {"state", state_text(w.c, *w.find(n.about), w.c.language)}});
}

// One message to each group, and one to everybody who is written to directly.
void send(work& w, const std::vector<notice>& all, bool for_people_only = false) {
    std::vector<person_id> to;
    const auto add = [&](person_id who) {
        if (std::find(to.begin(), to.end(), who) == to.end()) to.push_back(who);
    };
    const auto room_of = [&](const notice& n) {
        const auto* f = w.find(n.about);
        return f ? rooms_of(w.c, *f).front() : w.c.room;
    };
    for (const auto& n : all) {
        if (!for_people_only) add(room_of(n));
        for (const auto who : n.people) add(who);
    }
    for (const auto who : to) {
        std::vector<const notice*> theirs;
        for (const auto& n : all) {
            const bool direct = std::find(n.people.begin(), n.people.end(), who) != n.people.end();
            if (direct || (!for_people_only && room_of(n) == who)) theirs.push_back(&n);
        }
        auto tag = w.colleagues_tag();
        auto& o = w.say_to(who, listed(w, theirs), lane::progress);
        o.tag = std::move(tag);
        if (theirs.size() != 1) continue;
        o.about = theirs.front()->about;
        o.reply_to_tag = card_tag(o.about);
    }
}

// An order that nobody completed is not kept: a resident's name or number may stand in it.
void let_go_of_orders(work& w, instant by) {
    const auto over = [&](const unfinished_order& u) { return u.until <= by; };
    const auto& kept = w.read_office().unfinished;
    if (std::any_of(kept.begin(), kept.end(), over)) std::erase_if(w.office().unfinished, over);
}

}  // namespace

// A danger waits for nobody's minute.
void notify(work& w, const case_file& f, std::string text, clock_kind of, const std::vector<member>& directly,
            bool for_digest) {
    notice n{f.code, std::move(text), {}, w.now(), std::string(name_of(of))};
    for (const auto& m : directly) n.people.push_back(m.person);
    if (f.priority == priority::p0 && !for_digest) return send(w, {n});
    const auto list = for_digest ? digest_mark : notice_mark;
    w.post(w.c.room, {fmt::format("{}:{}", list, n.clock), f.code, std::move(n.text), std::move(n.people)});
}

void take(work& w, const prompt& p) {
    const std::string_view what = p.what;
    const auto list = what.substr(0, what.find(':'));
    if (list == notice_mark || list == digest_mark) {
        auto& o = w.office();
        const auto clock = list == what ? std::string() : std::string(what.substr(list.size() + 1));
        return keep(list == digest_mark ? o.digest : o.notices, {p.about, p.text, p.people, w.now(), clock});
    }
    if (p.what == vacated) return vacate(w, p);
    if (p.what == resident_forgotten) return let_go_of_orders(w, instant::max());  // any of them may name that resident
    if (p.what == "pair_code") return resident::pass_code(w, p);
    // What a neighbour without a channel of ours would have been told: somebody calls.
    const auto* f = w.find(p.about);
    if (!f || came_loose(*f, p)) return;
    const bool mended = p.what == "settle";
    if (mended && f->state != state::merged) return;
    if (mended) w.record(p.about, by_bot(action::settle, p.text));
    auto& o = w.tell_colleagues(
        w.staff_text(call_key(*f, mended ? "group.call_result" : "group.call_task"), {{"code", code_text(p.about)},
                                                                                      {"phone", phone_text(w.c, *f)},
                                                                                      {"name", resident_name(w.c, *f)},
                                                                                      {"words", p.text}}),
        p.about);
    if (mended) o.choices = solved_buttons(w.c, *f);
}

void room_due(work& w) {
    let_go_of_orders(w, w.now());
    const auto& o = w.read_office();
    if (!o.notices.empty() && w.now() >= o.notices.front().at + w.c.timing.group_alarms) {
        auto all = std::move(w.office().notices);
        w.office().notices.clear();
        std::erase_if(all, [&](const notice& n) { return is_over(w, n); });
        send(w, all);
    }
    if (!w.read_office().digest.empty() && w.now() >= digest_at(w.c, w.read_office().digest.front().at)) {
        auto all = std::move(w.office().digest);
        w.office().digest.clear();
        for (auto& n : all) say_what_became(w, n);
        const bool somebody = std::any_of(all.begin(), all.end(), [](const notice& n) { return !n.people.empty(); });
        send(w, all, somebody);
    }
}

instant due_of(const community& c, const office& o) {
    instant due = never;
    if (!o.notices.empty()) due = o.notices.front().at + c.timing.group_alarms;
    if (!o.digest.empty()) due = std::min(due, digest_at(c, o.digest.front().at));
    for (const auto& u : o.unfinished) due = std::min(due, u.until);
    return due;
}

}  // namespace linli::office_work
