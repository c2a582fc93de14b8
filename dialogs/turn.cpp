#include "dialogs/turn.hpp"

#include <algorithm>

#include "dialogs/cases/deadlines.hpp"
#include "dialogs/heard.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/office/office.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli {
namespace {

bool in_room(const community& c, const event& e) { return c.is_room(e.room); }

// Taps of a member's private chat (the direct alarm) are staff work. Their words may be (staff/in_private.cpp).
bool is_staff_tap(const event& e) {
    const auto* p = std::get_if<pressed>(&e.body);
    return p && (p->data.starts_with("c:") || p->data.starts_with("ask:") || p->data.starts_with("j:"));
}

bool by_case(const event& e) {
    if (const auto* t = std::get_if<tick>(&e.body)) return t->about != case_code::none;
    return std::holds_alternative<delivery>(e.body);
}

std::vector<case_code> cases_needed(const community& c, const view& v, const event& e) {
    if (in_room(c, e) || by_case(e) || is_staff_tap(e)) return staff::needs(v.office, e);
    auto codes = resident::needs(v.self, e);
    if (!staff::may_be_work(c, v, e)) return codes;
    const auto more = staff::needs_in_private(v, e);
    codes.insert(codes.end(), more.begin(), more.end());
    return codes;
}

// What must be loaded first; nothing when the view has it all.
std::optional<need> missing(const community& c, const view& v, const event& e, instant now) {
    need n;
    if (!v.answered)
        for (const auto code : cases_needed(c, v, e)) {
            const bool here =
                std::any_of(v.cases.begin(), v.cases.end(), [&](const case_file* f) { return f->code == code; });
            const bool listed = std::find(n.cases.begin(), n.cases.end(), code) != n.cases.end();
            if (!here && !listed) n.cases.push_back(code);
        }
    if (const auto* s = std::get_if<said>(&e.body)) {
        if (in_room(c, e))
            staff::ask(c, v, e, *s, n);
        else if (staff::may_be_work(c, v, e))
            staff::ask(c, v, e, staff::as_reply(v, e, *s), n);
    }
    const auto* p = std::get_if<presence>(&e.body);
    if (p && p->what == presence_kind::left && in_room(c, e)) n.open_cases = !v.open_cases;  // theirs are left alone
    if (!v.answered && !in_room(c, e)) resident::ask(c, v, e, now, n);
    if (n.empty()) return std::nullopt;
    return n;
}

struct in_staff_room {
    work& w;
    void operator()(const said& s) const { staff::take(w, s); }
    void operator()(const pressed& p) const { staff::take(w, p); }
    void operator()(const media_stored& m) const { staff::take(w, m); }
    void operator()(const media_refused& m) const { staff::take(w, m); }
    void operator()(const presence& p) const { staff::take(w, p); }
    void operator()(const delivery& d) const { office_work::delivered(w, d); }
    void operator()(const tick& t) const {
        if (t.about == case_code::none)
            office_work::room_due(w);
        else
            office_work::case_due(w, t.about);
    }
    void operator()(const prompt& p) const {
        if (p.what == "heard")
            learn_place(w, p.text);
        else
            office_work::take(w, p);
    }
};

struct in_private {
    work& w;
    template <class Body>
    void operator()(const Body& b) const {
        resident::take(w, b);
    }
    void operator()(const said& s) const {
        const bool perhaps = staff::may_be_work(w.c, w.v, w.e);
        const auto as_staff = perhaps ? staff::as_reply(w.v, w.e, s) : said{};
        if (perhaps && staff::is_work(w, as_staff))
            staff::take_in_private(w, as_staff);
        else if (w.v.together)
            resident::take(w, resident::read_with_earlier(w.self, *w.v.together, s));
        else
            resident::take(w, s);
    }
    void operator()(const media_stored& m) const {
        if (staff::sent_as_staff(w, m))
            staff::take_in_private(w, m);
        else
            resident::take(w, m);
    }
    void operator()(const prompt& p) const {
        if (p.what == staff_told)
            staff::remember_notice(w, p.about);
        else
            resident::take(w, p);
    }
    void operator()(const delivery& d) const { office_work::delivered(w, d); }
};

}  // namespace

turn_result take_turn(const community& c, const view& v, const event& e, const fresh& f) {
    if (auto n = missing(c, v, e, f.now)) return *n;
    work w(c, v, e, f);
    if (in_room(c, e) || by_case(e) || is_staff_tap(e))
        std::visit(in_staff_room{w}, e.body);
    else
        std::visit(in_private{w}, e.body);
    return w.finish();
}

instant due_of(const community& c, const conversation& s) {
    instant due = never;
    if (s.spoken_for != person_id::nobody) return due;
    if (!s.sitting.empty()) due = std::min(due, s.sitting_until);
    if (!s.held.empty()) due = std::min(due, s.held_until);
    if (s.drafts.empty()) return std::min(due, resident::forgotten_at(c, s));
    const auto& d = s.drafts.front();
    if (s.armed.id == "danger") due = std::min(due, s.armed.at + resident::danger_silence);
    due = std::min(due, d.touched + c.timing.draft_keep);
    if (!d.nudged) due = std::min(due, c.calendar.after_quiet(d.touched + c.timing.draft_nudge));
    return due;
}

instant due_of(const community& c, const linli::office& o) { return office_work::due_of(c, o); }

instant due_of(const community& c, const case_file& f) { return deadlines_of(c, f).first(); }

std::vector<outgoing> parked_notice(const community& c, const conversation& s, const event& e) {
    std::vector<outgoing> out;
    const bool from_person = std::holds_alternative<said>(e.body) || std::holds_alternative<pressed>(e.body);
    if (from_person && !c.is_room(e.room)) {
        outgoing o;
        o.to = e.room;
        o.text = c.texts.say(s.language, "parked");
        out.push_back(std::move(o));
    }
    outgoing o;
    o.to = c.room;
    o.lane = lane::progress;
    o.text = c.texts.say(c.language, "group.parked");
    out.push_back(std::move(o));
    return out;
}

}  // namespace linli
