// People whose case the desk typed in: the caller, who may write afterwards, and whoever opens the photo
// link of that case.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/pairing.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t guests_max = 20;

void remember(work& w, const case_file& f) {
    w.keep_self = true;
    const bool known =
        std::any_of(w.self.cases.begin(), w.self.cases.end(), [&](const own_case& c) { return c.code == f.code; });
    const auto by = f.intake.reporter == w.self.id || !theirs(w.self, f) ? person_id::nobody : f.intake.reporter;
    if (!known) remember_case(w.self, {f.code, f.category, f.created_at, by});
    if (!w.self.met) w.self.language = f.intake.language;
    w.self.met = true;
    w.self.seen_at = w.now();
}

}  // namespace

void adopt(work& w, const prompt& p) {
    const auto* f = w.find(p.about);
    if (!f) return;
    remember(w, *f);
    for (const auto guest : p.people) keep_guest(w, guest);
    if (w.self.name.empty()) w.self.name = f->name;
    if (w.self.phone.empty()) w.self.phone = f->phone;
    const bool flat = !f->place.building.empty() && !f->place.room.empty();
    if (flat && w.self.home.empty()) w.self.home = f->place;
    note_reach(w, p.about);  // of a case that came by another of their addresses
}

void keep_guest(work& w, person_id guest) {
    w.keep_self = true;
    if (w.self.guests.size() >= guests_max) w.self.guests.erase(w.self.guests.begin());
    w.self.guests.push_back(guest);
}

void welcome_guest(work& w, case_code code) {
    const auto* f = w.find(code);
    if (!f) return;
    remember(w, *f);
    w.self.guest_of = code;
    const auto what = category_text(w.c, f->category, w.self.language);
    w.say(w.text("guest.welcome", {{"code", code_text(code)}, {"what", what.empty() ? f->intake.summary : what}}))
        .about = code;
}

bool from_guest(work& w, const said& s) {
    const bool pictures = !s.media.empty() || !s.attachments.empty();
    if (w.self.guest_of == case_code::none || !pictures || !w.self.drafts.empty()) return false;
    if (!w.find(w.self.guest_of)) return false;
    add_to_case(w, w.self.guest_of, s, false);
    return true;
}

}  // namespace linli::resident
