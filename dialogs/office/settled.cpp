// How the messages ended that we sent about a case.
#include "dialogs/cards.hpp"
#include "dialogs/office/office.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::office_work {
namespace {

// Why a message did not arrive, for staff: in our words where the platform's are a number, or none.
std::string why_of(const work& w, const delivery& d, std::size_t most) {
    if (d.verdict == verdict_kind::window_closed) return w.staff_text("group.why_window");
    if (!d.detail.empty()) return quoted(d.detail, most);
    return w.staff_text(d.verdict == verdict_kind::recipient_gone ? "group.why_gone" : "group.why_unknown");
}

void told_failed(work& w, const case_file& f, const delivery& d, std::string_view key) {
    w.tell_staff(w.staff_text(key, {{"code", code_text(f.code)},
                                    {"phone", phone_text(w.c, f)},
                                    {"name", resident_name(w.c, f)},
                                    {"why", why_of(w, d, 120)}}),
                 f.code);
}

// Words that staff wrote: the mark under them says how they fared.
void words_settled(work& w, const delivery& d, bool ok) {
    const auto code = d.about;
    auto e = by_bot(action::words_settled, ok ? "" : why_of(w, d, 80));
    e.number = ok;
    w.record(code, std::move(e));
    const auto& f = *w.find(code);
    auto& mark = w.tell_staff(
        w.staff_text(
            ok ? "group.words_delivered" : "group.words_failed",
            {{"code", code_text(code)}, {"why", why_of(w, d, 120)}, {"state", state_text(w.c, f, w.c.language)}}),
        code);
    mark.tag = "mark:" + d.ref;
    mark.quiet = ok;
    if (ok) mark.choices = {{1, w.staff_text("button.undo"), card_button(f, staff::undo_button(d.ref))}};
}

}  // namespace

void want_call(work& w, const case_file& f, std::string_view key) {
    const auto code = f.code;
    auto& o = w.tell_colleagues(
        w.staff_text(key, {{"code", code_text(code)}, {"phone", phone_text(w.c, f)}, {"name", resident_name(w.c, f)}}),
        code);
    if (f.state == state::resolved) o.choices = solved_buttons(w.c, f);
    w.record(code, by_bot(action::call_task));
}

void delivered(work& w, const delivery& d) {
    const auto* f = w.find(d.about);
    if (!f || d.ref.empty()) return;
    const bool ok = d.verdict == verdict_kind::delivered;
    if (d.ref == photos_left_ref) {
        if (!w.staff(d.to)) w.tell_staff(w.staff_text("group.photos_left", {{"code", code_text(d.about)}}), d.about);
        return;
    }
    switch (d.ref.front()) {
        case 'w':
            return words_settled(w, d, ok);
        case 'r': {  // a result
            auto e = by_bot(action::result_settled, ok ? "" : why_of(w, d, 80));
            e.number = ok;
            w.record(d.about, std::move(e));
            const bool closed = d.verdict == verdict_kind::window_closed;
            if (!ok) want_call(w, *w.find(d.about), closed ? "group.unsent_result" : "group.undelivered_result");
            return;
        }
        case 'u':
            return told_failed(w, *f, d, ok ? "group.undone" : "group.undo_failed");
        default:  // progress
            if (!ok) told_failed(w, *f, d, "group.undelivered");
    }
}

}  // namespace linli::office_work
