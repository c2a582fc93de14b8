// Somebody wants to be forgotten, or has been silent for so long that nobody needs to know them any more.
//
// What goes and what stays is the store's business (storage/forgetting.hpp): the person goes, and their
// cases stay without them.
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

// And whoever came by the photo links of their cases.
void let_go(work& w) {
    for (const auto guest : w.self.guests) w.post(guest, {"forgotten", {}, {}, {}});
    w.out.forget = true;
}

std::string what_it_means(const work& w) {
    std::string codes;
    for (const auto* f : own_cases(w, true)) codes += (codes.empty() ? "" : ", ") + code_text(f->code);
    auto text = w.text("forget.ask");
    return codes.empty() ? text : w.joined(std::move(text), w.text("forget.open", {{"codes", codes}}));
}

}  // namespace

bool is_forgetting(std::string_view question) { return question == "forget"; }

void ask_forgetting(work& w) {
    if (w.staff(w.self.id)) return void(w.say(w.text("forget.staff")));
    // Nothing goes before this one: silence to it is an answer as well.
    if (w.self.armed.id == "danger") return ask_again(w, w.text("help_more.go_on"));
    // What was being asked waits for the answer; a draft asks anew by itself.
    const bool waits = armed(w) && w.self.drafts.empty() && !is_forgetting(w.self.armed.id);
    if (waits) w.self.waiting.insert(w.self.waiting.begin(), w.self.armed);
    ask(w, {"forget", {}, what_it_means(w), labels(w, {"choice.forget", "choice.keep_data"}), false, false});
}

void answer_forgetting(work& w, const said& s, std::optional<int> digit) {
    if (digit == 1) {
        w.say(w.text("forget.done"));  // goes out, and is the last that is said to this address
        return forget(w);
    }
    if (!digit && w.self.armed.misses == 0 && !s.text.empty()) return ask_again(w, w.text("ask.again_choice"));
    w.say(w.text("forget.kept"));
    answered(w);
    if (!armed(w)) next_step(w);  // a complaint that was being told
}

void forget(work& w) {
    for (const auto* f : own_cases(w, true))
        w.tell_staff(w.staff_text("group.forgotten", {{"code", code_text(f->code)}}), f->code);
    w.post(w.c.room, {std::string(resident_forgotten), {}, {}, {}});  // what staff began to type may hold their number
    let_go(w);
}

instant forgotten_at(const community& c, const conversation& s) {
    const auto after = c.timing.forget_after;
    const bool theirs = s.met && s.seen_at != instant{} && s.spoken_for == person_id::nobody;
    return theirs && after > span_of_time::zero() ? s.seen_at + after : never;
}

void forget_silent(work& w) {
    if (w.now() < forgotten_at(w.c, w.self)) return;
    if (w.staff(w.self.id) || !own_cases(w, true).empty()) {
        w.self.seen_at = w.now();  // they are still with us, silent or not
        return;
    }
    let_go(w);
    w.out.note = "forgotten";
}

}  // namespace linli::resident
