// Photos and files that came to be stored, and people who come, go or want to be forgotten.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

// And whoever came by the photo links of their cases.
void forget(work& w) {
    for (const auto guest : w.self.guests) w.post(guest, {"forgotten", {}, {}, {}});
    w.out.forget = true;
}

}  // namespace

void show_attachments(work& w, case_code code, const std::vector<attachment>& what) {
    std::vector<photo> photos;
    for (const auto& a : what) {
        if (a.kind == media_kind::photo) {
            photos.push_back(a.photo);
            continue;
        }
        w.tell_staff(w.staff_text("group.file", {{"code", code_text(code)}, {"name", a.name}, {"link", a.link}}), code);
    }
    if (photos.empty()) return;
    auto& o = w.tell_staff(w.staff_text("group.photos", {{"code", code_text(code)}}), code);
    o.photos = std::move(photos);
}

void take(work& w, const media_stored& m) {
    const auto job = std::find_if(w.self.jobs.begin(), w.self.jobs.end(),
                                  [&](const media_job& j) { return j.job == m.job; });
    if (job == w.self.jobs.end()) return;
    const auto about = job->about;
    w.self.jobs.erase(job);
    w.keep_self = true;
    if (about == case_code::none) {
        if (w.self.drafts.empty()) return;
        auto& kept = w.self.drafts.front().attachments;
        if (kept.size() < w.c.photos_a_case) kept.push_back(m.attachment);
        else w.say(w.text("photo.too_many", {{"n", std::to_string(w.c.photos_a_case)}}));
        return;
    }
    const auto* f = w.find(about);
    if (!f) return;
    if (f->attachments.size() >= w.c.photos_a_case)
        return void(w.say(w.text("photo.too_many", {{"n", std::to_string(w.c.photos_a_case)}})));
    auto attached = by_resident(w, action::attach);
    attached.attachments.push_back(m.attachment);
    w.record(about, std::move(attached));
    show_attachments(w, about, {m.attachment});
}

void take(work& w, const media_refused& m) {
    const auto before = w.self.jobs.size();
    std::erase_if(w.self.jobs, [&](const media_job& j) { return j.job == m.job; });
    if (w.self.jobs.size() == before) return;
    w.keep_self = true;
    w.say(w.text("photo." + m.reason));
}

void take(work& w, const presence& p) {
    w.self.channel = w.e.channel;
    w.self.seen_at = w.now();
    w.self.own = w.e.own == w.self.id ? person_id::nobody : w.e.own;
    w.keep_self = true;
    switch (p.what) {
        case presence_kind::opened:
            if (w.self.met) return;
            w.self.language = w.e.hint;
            w.self.met = true;
            w.say(w.text("greeting"));
            return;
        case presence_kind::blocked:
            w.out.reachable = false;
            for (const auto* f : own_cases(w, true))
                w.tell_staff(w.staff_text("group.blocked", {{"code", code_text(f->code)}, {"phone", phone_text(w.c, *f)}}),
                             f->code);
            return;
        case presence_kind::unblocked:
            w.self.stopped = false;
            w.out.reachable = true;
            return;
        case presence_kind::forget:
            for (const auto* f : own_cases(w, true))
                w.tell_staff(w.staff_text("group.forgotten", {{"code", code_text(f->code)}}), f->code);
            forget(w);
            return;
        case presence_kind::speaks: return speak(w, w.e.hint);
        case presence_kind::signed_in:
        case presence_kind::left: return;
    }
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
    forget(w);
    w.out.note = "forgotten";
}

}  // namespace linli::resident
