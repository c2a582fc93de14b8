// Words between the group and the resident: passed on, taken back, or kept among colleagues.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t withdrawable_max = 20;  // sent a moment ago; older ones cannot be taken back anyway

// A date that somebody states is a promise, kept in the case's ledger and said back to them. It takes the place
// of an earlier one. The words made it: they take it back with them.
void keep_promise(work& w, case_code code, std::string_view said_so) {
    const auto until = find_promise(w.c.calendar, said_so, w.now());
    if (!until) return;
    auto e = by_staff(w, action::promised, std::string(said_so));
    e.until = *until;
    if (!w.command(code, std::move(e))) return;
    auto& sent = w.office().withdrawable;
    const auto window = w.now() + w.c.timing.withdraw_within;
    if (!sent.empty() && sent.back().about == code && sent.back().until == window) sent.back().promised = *until;
    w.tell_colleagues(
         w.staff_text("group.promised", {{"code", code_text(code)}, {"time", w.c.calendar.when(*until, w.now())}}),
         code)
        .quiet = true;
}

void withdraw_promise(work& w, case_code code, instant until) {
    if (until == instant{}) return;
    auto e = by_staff(w, action::promise_withdrawn);
    e.until = until;
    w.record(code, std::move(e));
    w.tell_colleagues(w.staff_text("group.promise_withdrawn",
                                   {{"code", code_text(code)}, {"time", w.c.calendar.when(until, w.now())}}),
                      code)
        .quiet = true;
}

void send_words(work& w, case_code code, const std::string& text, const std::vector<attachment>& attachments) {
    const auto* f = w.find(code);
    auto entry = by_staff(w, action::words_out, text);
    entry.attachments = attachments;
    const auto by = entry.actor_name;
    w.record(code, std::move(entry));
    f = w.find(code);
    const auto ref = ref_of("w", code, f->entries);
    auto& o =
        w.say_to(f->intake.reporter, w.c.texts.say(f->intake.language, "told.words", {{"name", by}, {"words", text}}),
                 is_alarm(*f) ? lane::alarm : lane::reply);
    o.about = code;
    o.tag = ref;
    o.ref = ref;
    o.report_to = w.c.room;
    o.photos = pictures(attachments);
    auto& office = w.office();
    std::erase_if(office.withdrawable, [&](const sent_words& x) { return x.until < w.now(); });
    if (office.withdrawable.size() < withdrawable_max)
        office.withdrawable.push_back(
            {ref, code, f->intake.reporter, w.e.sender, w.now() + w.c.timing.withdraw_within});
    auto& tick_mark = w.tell_staff(
        w.staff_text("group.relayed", {{"code", code_text(code)}, {"state", state_text(w.c, *f, w.c.language)}}), code);
    tick_mark.tag = "mark:" + ref;
    tick_mark.choices = {{1, w.staff_text("button.undo"), card_button(*f, undo_button(ref))}};
    tick_mark.quiet = true;
}

// Only words can be taken back, by whoever wrote them, and only while nothing else was told after them: who
// writes /undo means the last thing. The button stands under its words and means those.
std::optional<refused> not_undone(const work& w, const case_file& f, const sent_words* mine, const sent_words* any) {
    const bool tapped = std::holds_alternative<pressed>(w.e.body);
    const auto sent = mine ? mine->until - w.c.timing.withdraw_within : instant{};
    const bool ended = f.state == state::resolved || (f.state == state::closed && f.outcome == outcome::unfounded);
    const auto over = std::max(f.resolved_at, f.closed_at);
    const bool later = !tapped && (!mine || std::max(f.told_at, over) > sent);
    if (ended && later && over >= f.told_at) return refused{"undo_done", {}};
    if (mine) return later ? std::optional(refused{"undo_later", {}}) : std::nullopt;
    if (!any) return refused{"too_late_to_undo", {}};
    const auto* writer = w.staff(any->by);
    return refused{"undo_others", writer ? writer->name : w.staff_text("state.somebody")};
}

}  // namespace

std::vector<photo> pictures(const std::vector<attachment>& list) {
    std::vector<photo> out;
    for (const auto& a : list)
        if (a.kind == media_kind::photo) out.push_back(a.photo);
    return out;
}

std::vector<media_job>& jobs_of(work& w) {
    if (w.c.is_room(w.e.room)) return w.office().jobs;
    w.keep_self = true;
    return w.self.jobs;
}

void fetch_all(work& w, const said& s, case_code about, bool internal) {
    if (!s.media.empty()) remember_album(w, s, about, internal);
    for (const auto& m : s.media) {
        const auto job = w.f.token + "-" + std::to_string(w.out.fetches.size());
        w.out.fetches.push_back({job, m});
        jobs_of(w).push_back({job, about, m.kind, internal});
    }
}

void note(work& w, const said& s, case_code code, std::string text) {
    auto e = by_staff(w, action::note, std::move(text));
    e.attachments = s.attachments;
    w.record(code, std::move(e));
    fetch_all(w, s, code, true);
    w.out.toast = w.staff_text("noted.done");
}

void relay_words(work& w, const said& s, case_code code, const std::string& text) {
    const auto* f = w.find(code);
    if (accuses(*f, w.e.sender)) return explain(w, {"accused", {}}, code);
    if (f->intake.reporter == person_id::nobody) return write_down_call(w, s, code, text);
    fetch_all(w, s, code, false);
    if (text.empty() && s.attachments.empty()) return;
    send_words(w, code, text, s.attachments);
    keep_promise(w, code, text);
}

void quick_reply(work& w, const case_file& f, std::string_view which) {
    if (accuses(f, w.e.sender)) return explain(w, {"accused", {}}, f.code);
    if (f.intake.reporter == person_id::nobody) return explain(w, {call_key(f, "no_channel"), f.phone}, f.code);
    send_words(w, f.code, w.c.texts.say(f.intake.language, "quick." + std::string(which)), {});
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(f.code)}});
}

// Of the words "w:412:7": the button means those under which it stands, newer ones or not.
std::string undo_button(std::string_view ref) { return "undo-" + std::string(ref.substr(ref.rfind(':') + 1)); }

void undo(work& w, case_code code, std::string_view button) {
    const auto meant = [&](const sent_words& x) { return button.empty() || undo_button(x.tag) == button; };
    auto& list = w.office().withdrawable;
    const auto newest = [&](auto whose) {
        return std::find_if(list.rbegin(), list.rend(), [&](const sent_words& x) {
            return x.about == code && x.until >= w.now() && meant(x) && whose(x);
        });
    };
    const auto mine = newest([&](const sent_words& x) { return x.by == w.e.sender; });
    const auto any = newest([](const sent_words&) { return true; });
    const auto why =
        not_undone(w, *w.find(code), mine == list.rend() ? nullptr : &*mine, any == list.rend() ? nullptr : &*any);
    if (why) return explain(w, *why, code);
    auto& o = w.say_to(mine->to, "", lane::alarm);
    o.tag = mine->tag;
    o.about = code;
    o.withdraw = true;
    o.ref = "u" + mine->tag.substr(1);
    o.report_to = w.c.room;
    const auto promised = mine->promised;
    list.erase(std::next(mine).base());
    w.record(code, by_staff(w, action::note, w.staff_text("undone.note")));
    withdraw_promise(w, code, promised);
    w.out.toast = w.staff_text("undone.asked");
}

}  // namespace linli::staff
