// What a verb does: one command of the status table each, and what the resident is told of it.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t withdrawable_max = 20;  // sent a moment ago; older ones cannot be taken back anyway

std::string ref_of(std::string_view kind, case_code code, int seq) {
    return std::string(kind) + ":" + std::to_string(static_cast<std::int64_t>(code)) + ":" + std::to_string(seq);
}

void assign(work& w, case_code code, const std::string& who) {
    const auto all = w.all_staff();
    const auto wanted = who.starts_with("@") ? who.substr(1) : who;
    std::vector<const member*> fits;
    for (const auto& m : all)
        if (m.name == wanted) fits = {&m};
    for (const auto& m : all)
        if (fits.empty() || fits.front()->name != wanted)
            if (!wanted.empty() && m.name.find(wanted) != std::string::npos) fits.push_back(&m);
    if (fits.size() != 1) {
        if (const auto* f = w.find(code)) menu(w, *f, "assign");
        return;
    }
    auto e = by_staff(w, action::assign);
    e.who = fits.front()->person;
    e.who_name = fits.front()->name;
    move_case(w, code, std::move(e));
}

void wait(work& w, case_code code, const std::string& rest) {
    auto e = by_staff(w, action::wait, rest);
    e.until = find_time(w.c.calendar, rest, w.now()).value_or(instant{});
    if (taken_over(w, code)) move_case(w, code, std::move(e));
}

void plan(work& w, case_code code, const std::string& rest) {
    auto e = by_staff(w, action::plan, rest);
    e.until = find_time(w.c.calendar, rest, w.now()).value_or(instant{});
    if (taken_over(w, code)) move_case(w, code, std::move(e));
}

std::vector<photo> pictures(const std::vector<attachment>& list) {
    std::vector<photo> out;
    for (const auto& a : list)
        if (a.kind == media_kind::photo) out.push_back(a.photo);
    return out;
}

void fetch_all(work& w, const said& s, case_code about, bool internal) {
    for (const auto& m : s.media) {
        const auto job = w.f.token + "-" + std::to_string(w.out.fetches.size());
        w.out.fetches.push_back({job, m});
        w.office().jobs.push_back({job, about, m.kind, internal});
    }
}

void note(work& w, const said& s, case_code code, std::string text) {
    auto e = by_staff(w, action::note, std::move(text));
    e.attachments = s.attachments;
    w.record(code, std::move(e));
    fetch_all(w, s, code, true);
    w.out.toast = w.staff_text("noted.done");
}

// Says to the resident what the entry means for them.
void announce(work& w, const case_file& f, const case_entry& e) {
    const auto code = code_text(f.code);
    const auto by = w.c.calendar.when(e.until, w.now());
    switch (e.what) {
        case action::take:
        case action::assign:
            return tell_resident(w, f, f.intake.life_safety ? "told.taken_alarm" : "told.taken",
                                 {{"name", f.owner_name}, {"code", code}});
        case action::onsite: return tell_resident(w, f, "told.onsite", {{"name", e.actor_name}, {"code", code}});
        case action::plan:
            return tell_resident(w, f, "told.plan", {{"name", e.actor_name}, {"code", code}, {"words", e.text}});
        case action::wait:
            return tell_resident(w, f, "told.waiting", {{"code", code}, {"words", e.text}, {"time", by}});
        case action::resolve:
            return tell_resident(w, f, "told.done", {{"code", code}, {"words", e.text}}, ref_of("r", f.code, e.seq),
                                 pictures(e.attachments));
        case action::reject:
            return tell_resident(w, f, "told.rejected", {{"code", code}, {"words", e.text}}, ref_of("r", f.code, e.seq));
        default: return;
    }
}

}  // namespace

case_entry by_staff(const work& w, action what, std::string text) {
    case_entry e;
    e.what = what;
    e.actor = w.e.sender;
    e.text = std::move(text);
    if (const auto* m = w.staff(w.e.sender)) {
        e.actor_name = m->name;
        e.actor_role = m->role;
    }
    return e;
}

void explain(work& w, const refused& why, case_code code) {
    const auto text = w.staff_text("refused." + why.why, {{"code", code_text(code)}, {"name", why.name}});
    w.out.toast = text;
    w.out.note = "refused:" + why.why;
    if (std::holds_alternative<pressed>(w.e.body)) return;  // the one who tapped is told, not the room
    w.say_to(w.e.room, text).about = code;
}

void tell_resident(work& w, const case_file& f, std::string_view key,
                   std::initializer_list<work::argument> arguments, std::string ref,
                   std::vector<photo> photos) {
    if (f.intake.reporter == person_id::nobody) {
        if (ref.empty()) return;
        w.record(f.code, by_staff(w, action::call_task));
        w.tell_staff(w.staff_text("group.call_task", {{"code", code_text(f.code)}, {"phone", f.phone},
                                                      {"name", resident_name(w.c, f)}}), f.code)
            .reply_to_tag = card_tag(f.code);
        return;
    }
    auto& o = w.say_to(f.intake.reporter, w.c.texts.say(f.intake.language, key, arguments),
                       f.intake.life_safety ? lane::alarm : lane::progress);
    o.about = f.code;
    o.photos = std::move(photos);
    o.quiet = f.priority > priority::p1 && w.c.calendar.is_quiet(w.now());
    if (ref.empty()) ref = "p:" + std::to_string(static_cast<std::int64_t>(f.code));
    o.ref = std::move(ref);
    o.report_to = w.c.room;
}

void move_case(work& w, case_code code, case_entry entry) {
    const auto moved = w.command(code, std::move(entry));
    if (!moved) return explain(w, moved.error(), code);
    const auto* f = w.find(code);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
    announce(w, *f, *moved);
}

void take_case(work& w, case_code code) { move_case(w, code, by_staff(w, action::take)); }

bool taken_over(work& w, case_code code) {
    const auto* f = w.find(code);
    if (!f || f->owner != person_id::nobody || !is_open(f->state)) return f != nullptr;
    const auto moved = w.command(code, by_staff(w, action::take));
    if (!moved) explain(w, moved.error(), code);
    return static_cast<bool>(moved);
}

void relay(work& w, const said& s, case_code code) {
    const auto* f = w.find(code);
    if (f->intake.reporter == person_id::nobody) {
        w.say_to(w.e.room, w.staff_text("refused.no_channel", {{"code", code_text(code)}, {"phone", f->phone}}));
        return;
    }
    fetch_all(w, s, code, false);
    if (s.text.empty() && s.attachments.empty()) return;
    auto entry = by_staff(w, action::words_out, s.text);
    entry.attachments = s.attachments;
    const auto by = entry.actor_name;
    w.record(code, std::move(entry));
    f = w.find(code);
    const auto ref = ref_of("w", code, f->entries);
    auto& o = w.say_to(f->intake.reporter,
                       w.c.texts.say(f->intake.language, "told.words", {{"name", by}, {"words", s.text}}),
                       f->intake.life_safety ? lane::alarm : lane::reply);
    o.about = code;
    o.tag = ref;
    o.ref = ref;
    o.report_to = w.c.room;
    o.photos = pictures(s.attachments);
    auto& office = w.office();
    std::erase_if(office.withdrawable, [&](const sent_words& x) { return x.until < w.now(); });
    if (office.withdrawable.size() < withdrawable_max)
        office.withdrawable.push_back({ref, code, f->intake.reporter, w.e.sender,
                                       w.now() + w.c.timing.withdraw_within});
    auto& tick_mark = w.tell_staff(w.staff_text("group.relayed", {{"code", code_text(code)},
                                                                  {"state", state_text(w.c, *f, w.c.language)}}), code);
    tick_mark.tag = "mark:" + ref;
    tick_mark.choices = {{1, w.staff_text("button.undo"), card_button(*f, "undo")}};
    tick_mark.quiet = true;
}

void undo(work& w, case_code code) {
    auto& list = w.office().withdrawable;
    const auto mine = std::find_if(list.rbegin(), list.rend(), [&](const sent_words& x) {
        return x.about == code && x.by == w.e.sender && x.until >= w.now();
    });
    if (mine == list.rend()) return explain(w, {"too_late_to_undo", {}}, code);
    auto& o = w.say_to(mine->to, "", lane::alarm);
    o.tag = mine->tag;
    o.about = code;
    o.withdraw = true;
    o.ref = "u" + mine->tag.substr(1);
    o.report_to = w.c.room;
    list.erase(std::next(mine).base());
    w.record(code, by_staff(w, action::note, w.staff_text("undone.note")));
    w.out.toast = w.staff_text("undone.asked");
}

void run(work& w, const said& s, const words& command, case_code about) {
    switch (command.verb) {
        case verb::cases: return list_cases(w);
        case verb::help: return void(w.say_to(w.e.room, w.staff_text("staff.help")));
        case verb::join: return join(w);
        case verb::add: return type_in(w, s);
        default: break;
    }
    if (about == case_code::none) return explain(w, {"which_case", {}}, about);
    if (!w.find(about)) return explain(w, {"no_such_case", {}}, about);
    switch (command.verb) {
        case verb::take: return take_case(w, about);
        case verb::assign: return assign(w, about, command.rest);
        case verb::plan: return plan(w, about, command.rest);
        case verb::wait: return wait(w, about, command.rest);
        case verb::note: return note(w, s, about, command.rest);
        case verb::undo: return undo(w, about);
        case verb::onsite:
            if (taken_over(w, about)) move_case(w, about, by_staff(w, action::onsite, command.rest));
            return;
        case verb::reject:
            if (command.rest.empty()) return explain(w, {"needs_text", {}}, about);
            if (taken_over(w, about)) move_case(w, about, by_staff(w, action::reject, command.rest));
            return;
        case verb::done: {
            if (command.rest.empty()) return explain(w, {"needs_text", {}}, about);
            if (!taken_over(w, about)) return;
            auto e = by_staff(w, action::resolve, command.rest);
            e.attachments = s.attachments;
            move_case(w, about, std::move(e));
            fetch_all(w, s, about, false);
            return;
        }
        default: return;
    }
}

}  // namespace linli::staff
