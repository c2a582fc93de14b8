// A command of the status table, and what everybody is told of it.
#include "dialogs/cards.hpp"
#include "dialogs/news.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::staff {
namespace {

// Some news are a question: their own conversation puts it.
std::string_view question_of(action a) {
    switch (a) {
        case action::plan:
        case action::approve:
            return "ask_plan";
        case action::offer_slots:
            return "ask_slot";
        case action::verify_ask:
            return "ask_verify";
        default:
            return {};
    }
}

// Said on the phone, where there is nothing to tap: " 11-28 09:00–11:00 / 11-30 14:00–16:00".
std::string times_of(const work& w, const case_entry& e) {
    std::string out;
    for (const auto& s : e.slots) out += (out.empty() ? " " : " / ") + slot_text(w.c, s, w.now());
    return out;
}

// Whoever tells the result by phone asks as well whether it is solved: no chat will.
void call(work& w, const case_file& f, const std::string& what, bool is_result) {
    const auto code = f.code;
    const bool asks = is_result && f.state == state::resolved;
    auto& o = w.tell_colleagues(
        w.staff_text(call_key(f, asks ? "group.call_result" : "group.call_task"), {{"code", code_text(code)},
                                                                                   {"phone", phone_text(w.c, f)},
                                                                                   {"name", resident_name(w.c, f)},
                                                                                   {"words", what}}),
        code);
    if (asks) o.choices = solved_buttons(w.c, f);
    w.record(code, by_staff(w, action::call_task));
}

void announce(work& w, const case_file& f, const case_entry& e) {
    auto text = news_of(w, f, e, f.intake.language, f.code);
    if (text.empty()) return;
    const bool a_result = e.what == action::resolve || e.what == action::reject || e.what == action::refer;
    const auto question = question_of(e.what);
    if (!question.empty() && f.intake.reporter != person_id::nobody)
        w.post(f.intake.reporter, {std::string(question), f.code, e.text, {}});
    else
        tell_resident(w, f, std::move(text), a_result ? ref_of("r", f.code, e.seq) : std::string(),
                      pictures(e.attachments), true);
    broadcast(w, *w.find(f.code), e);
}

}  // namespace

std::string ref_of(std::string_view kind, case_code code, int seq) {
    return std::string(kind) + ":" + std::to_string(static_cast<std::int64_t>(code)) + ":" + std::to_string(seq);
}

std::string progress_ref(case_code code) { return "p:" + std::to_string(static_cast<std::int64_t>(code)); }

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

namespace {

// What can be done with a case as it is, for whoever was refused something else.
std::string possible_next(const work& w, const case_file& f) {
    const bool over = f.state >= state::resolved && f.state != state::merged;
    const auto key = over ? "next.reopen" : f.state <= state::dispatched ? "next.take" : "";
    return *key ? w.staff_text(key, {{"code", code_text(f.code)}}) : std::string();
}

}  // namespace

// "Please say what as well" is said with an example of that verb: followed, it must not do something else.
void show_example(work& w, verb v, case_code code) {
    const auto key = "example." + verb_name(v);
    if (w.out.note != "refused:needs_text" || !w.c.texts.has(w.c.language, key)) return;
    const auto example = w.staff_text(key, {{"code", code_text(code)}});
    for (auto& o : w.out.send)
        if (o.tag == "refused:" + w.f.token)
            o.text = w.staff_text("refused.needs_text", {{"code", code_text(code)}, {"example", example}});
}

void explain(work& w, const refused& why, case_code code) {
    const auto* f = w.find(code);
    const auto text =
        w.staff_text("refused." + why.why, {{"code", code_text(code)},
                                            {"name", why.name},
                                            {"state", f ? state_text(w.c, *f, w.c.language) : std::string()},
                                            {"next", f ? possible_next(w, *f) : std::string()},
                                            {"example", w.staff_text("example.done", {{"code", code_text(code)}})}});
    w.out.toast = text;
    w.out.note = "refused:" + why.why;
    if (std::holds_alternative<pressed>(w.e.body)) return;  // the one who tapped is told, not the room
    auto& o = w.say_to(w.e.room, text);
    o.about = code;
    o.tag = "refused:" + w.f.token;  // what answers it is not for the resident
}

std::string news_of(const work& w, const case_file& f, const case_entry& e, language l, case_code as) {
    const auto code = code_text(as);
    const auto by = w.c.calendar.when(e.until, w.now());
    const auto say = [&](std::string_view key, std::initializer_list<work::argument> a) {
        return w.c.texts.say(l, key, a);
    };
    switch (e.what) {
        case action::take:
        case action::assign:
            return say(is_alarm(f) ? "told.taken_alarm" : "told.taken", {{"name", f.owner_name}, {"code", code}});
        case action::onsite:
            return say("told.onsite",
                       {{"name", e.actor_name}, {"code", code}, {"time", w.c.calendar.when(w.now(), w.now())}});
        case action::make_safe:
            return say("told.safe", {{"name", e.actor_name}, {"code", code}, {"words", e.text}});
        case action::approve:
        case action::plan:
            return plan_text(w, f.plans.back(), as, l);
        case action::offer_slots:
            return say("told.slots", {{"code", code}, {"name", f.owner_name}}) + times_of(w, e);
        case action::verify_ask:
            return say("told.verify", {{"code", code}, {"words", e.text}});
        case action::wait:
            return say("told.waiting", {{"code", code}, {"words", e.text}, {"time", by}});
        case action::resolve:
            return say("told.done", {{"code", code}, {"words", e.text}});
        case action::reject:
            return say("told.rejected", {{"code", code}, {"words", e.text}});
        case action::refer:
            return say("told.referred", {{"code", code}, {"words", e.text}});
        default:
            return {};
    }
}

void tell_resident(work& w, const case_file& f, std::string text, std::string ref, std::vector<photo> photos,
                   bool passing) {
    if (f.intake.reporter == person_id::nobody) return call(w, f, text, ref.starts_with("r:"));
    if (ref.empty()) ref = progress_ref(f.code);
    push(w, f, {std::move(text), std::move(ref), std::move(photos), passing});
}

void move_case(work& w, case_code code, case_entry entry) {
    const auto moved = w.command(code, std::move(entry));
    if (!moved) return explain(w, moved.error(), code);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
    announce(w, *w.find(code), *moved);
}

}  // namespace linli::staff
