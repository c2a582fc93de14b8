// A draft becomes a case: its code for the resident, its card for the staff room.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/cases/opening.hpp"
#include "dialogs/cases/timers.hpp"
#include "dialogs/heard.hpp"
#include "dialogs/incidents.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/pairing.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/staff/staff.hpp"

namespace linli::resident {
namespace {

// The case of theirs that did not help: the same kind at the same place, over not long ago.
const case_file* earlier(const work& w, const draft& d) {
    for (const auto* f : own_cases(w, false)) {
        const bool over = f->state == state::closed && f->outcome != outcome::unfounded;
        const bool lately = w.now() - f->closed_at < w.c.timing.repeat_within;
        const bool same = same_trade(f->category, d.category) && f->place.building == d.place.building &&
                          f->place.room == d.place.room && f->place.spot == d.place.spot;
        if (over && lately && same && !d.place.empty()) return f;
    }
    return nullptr;
}

// The person said that theirs is part of a known incident. False: that one is over by now.
bool join_incident(work& w, case_code code, case_code into) {
    const auto* f = w.find(into);
    if (!f || f->state >= state::resolved || f->incident != case_code::none) return false;
    case_entry merge;
    merge.what = action::merge;
    merge.other = into;
    case_entry join;
    join.what = action::join;
    join.other = code;
    join.who = w.self.id;
    join.text = name_of(w.self.language);
    if (!w.command(into, std::move(join))) return false;
    w.record(code, std::move(merge));
    return true;
}

// Another open case of this kind at this place: staff may make them one.
void propose_alike(work& w, const case_file& f) {
    for (const auto* other : w.v.near)
        if (other->code != f.code && !theirs(w.self, *other) && other->incident == case_code::none &&
            other->state < state::resolved)
            return staff::propose_merge(w, f, *other);
}

// Nothing was written.
std::string wordless(const work& w, const draft& d) {
    media_counts media{};
    count_media(media, d.attachments);
    count_media(media, w.self.jobs);
    return w.text("summary.media_only", {{"what", media_names(w.c, media, w.self.language)}});
}

intake taken_in(work& w, draft& d, bool incomplete) {
    auto in = told_by_self(w);
    in.told_since = d.started;
    if (!d.guesses.empty()) in.confidence = d.guesses.front().confidence;
    const auto* sub = w.c.taxonomy.find(d.category);
    take_kind(in, w.c.taxonomy, sub, severity_of(w.c.taxonomy, sub, d.answers, d.signs));
    if (is_discreet(d)) in.confidential = true;
    in.place = d.place;
    in.summary = d.summary.empty() ? wordless(w, d) : d.summary;
    in.words = std::move(d.words);
    for (auto& a : d.answers)
        if (w.c.taxonomy.find_question(a.question) || a.question == "location") in.answers.push_back(a);
    in.attachments = std::move(d.attachments);
    in.incomplete = incomplete;
    if (const auto* before = earlier(w, d)) {
        in.repeats = before->code;
        in.repeat_owner = before->owner;
    }
    note_accused(w, in);
    return in;
}

// What this channel does not carry comes by a page that is open for photos of this case alone. A message of
// its own, since operators stop texts with addresses in them: the receipt must not be lost with it.
void photos_by_link(work& w, const case_file& f) {
    const auto& guest = *w.v.guest;
    w.out.invited = true;
    keep_guest(w, guest.person);
    w.post(guest.person, prompt{"guest", f.code, {}, {}});
    w.say(w.text("filed_more.photos", {{"code", code_text(f.code)}, {"link", guest.url}})).about = f.code;
}

}  // namespace

void remember_case(conversation& self, own_case c) {
    self.cases.push_back(std::move(c));
    if (self.cases.size() > cases_max) self.cases.erase(self.cases.begin());
}

void file_draft(work& w, bool incomplete) {
    auto d = std::move(w.self.drafts.front());
    w.self.drafts.clear();
    const auto into = d.incident;
    const bool photo_link =
        !incomplete && w.v.guest && w.v.guest->person != person_id::nobody && wants_photo_link(w.c, d, w.e);
    w.open(taken_in(w, d, incomplete));
    const bool joined = into != case_code::none && join_incident(w, w.f.next_case, into);
    const auto& file = *w.find(w.f.next_case);
    std::string told;
    for (const auto& words : file.intake.words) told += (told.empty() ? "" : "\n") + words;
    tell_judges(w, file, told);
    if (!joined) {
        propose_alike(w, file);
        staff::ring_duty(w, file);
    }
    for (auto& job : w.self.jobs)
        if (job.about == case_code::none) job.about = file.code;
    remember_case(w.self, {file.code, file.category, w.now(), w.self.own});
    const bool confirmed = !incomplete && w.c.buildings.empty();
    if (confirmed && file.place.building != w.self.home.building) hear_place(w, file.place);  // once a person
    if (!file.place.building.empty() && !file.place.room.empty()) w.self.home = file.place;
    w.self.scanned = {};
    show_attachments(w, file.code, file.attachments);
    const auto code = code_text(file.code);
    const auto by = w.c.calendar.when(claim_by(w.c, file), w.now());
    const auto department = department_text(w.c, file.departments.front(), w.self.language);
    w.self.armed = {};
    if (incomplete) {
        w.say(w.text("filed_more.incomplete", {{"code", code}})).about = file.code;
        return answered(w);
    }
    const auto text = joined ? joined_text(w.c, *w.find(into), w.self.language, file.code, w.now())
                             : w.text("filed", {{"code", code}, {"department", department}, {"time", by}});
    const bool named = !w.self.name.empty() || is_discreet(d), has_phone = !w.self.phone.empty();
    if (named && has_phone) {
        w.say(text).about = file.code;
        if (photo_link) photos_by_link(w, file);
        return answered(w);
    }
    const auto missing = named ? "ask.contact_phone" : has_phone ? "ask.contact_name" : "ask.contact";
    ask(w, {"contact", file.code, w.joined(text, w.text(missing)), labels(w, {"choice.skip"}), false, !has_phone});
    if (photo_link) photos_by_link(w, file);
}

}  // namespace linli::resident
