// Photos and files that came to be stored, and people who come and go.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/media_words.hpp"
#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t jobs_max = 20;  // photos under way for one person

}  // namespace

void start_fetches(work& w, const said& s, case_code about) {
    for (const auto& m : s.media) {
        if (w.self.jobs.size() >= jobs_max) return void(w.say(w.text("photo.too_many", {{"n", "10"}})));
        const auto job = w.f.token + "-" + std::to_string(w.out.fetches.size());
        w.out.fetches.push_back({job, m});
        w.self.jobs.push_back({job, about, m.kind});
        w.keep_self = true;
    }
}

void show_attachments(work& w, case_code code, const std::vector<attachment>& what) {
    std::vector<photo> photos;
    for (const auto& a : what) {
        if (a.kind == media_kind::photo) {
            photos.push_back(a.photo);
            continue;
        }
        media_counts one{};
        count_media(one, std::array{a});
        w.tell_staff(w.staff_text("group.file", {{"code", code_text(code)},
                                                 {"what", media_text(w.c, one, w.c.language)},
                                                 {"name", a.name},
                                                 {"link", a.link}}),
                     code);
    }
    if (photos.empty()) return;
    auto& o = w.tell_staff(w.staff_text("group.photos", {{"code", code_text(code)}}), code);
    o.photos = std::move(photos);
}

void take(work& w, const media_stored& m) {
    const auto job =
        std::find_if(w.self.jobs.begin(), w.self.jobs.end(), [&](const media_job& j) { return j.job == m.job; });
    if (job == w.self.jobs.end()) return;
    const auto about = job->about;
    w.self.jobs.erase(job);
    w.keep_self = true;
    if (about == case_code::none) {
        if (w.self.drafts.empty()) return;
        auto& kept = w.self.drafts.front().attachments;
        if (kept.size() < w.c.photos_a_case)
            kept.push_back(m.attachment);
        else
            w.say(w.text("photo.too_many", {{"n", std::to_string(w.c.photos_a_case)}}));
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
    const auto job = std::ranges::find(w.self.jobs, m.job, &media_job::job);
    if (job == w.self.jobs.end()) return;
    w.say(refusal_text(w.c, job->kind, m.reason, w.self.language));
    const bool summed_up = job->about == case_code::none && w.self.armed.id == "confirm" && !w.self.drafts.empty();
    w.self.jobs.erase(job);
    w.keep_self = true;
    if (!summed_up) return;
    keep(current(w), "photo", "");  // they were just told to send it again
    w.self.armed = {};
    next_step(w);  // the summary had counted it
}

void take(work& w, const presence& p) {
    w.self.channel = w.e.channel;
    w.self.silent = w.e.silent;
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
                w.tell_staff(
                    w.staff_text("group.blocked", {{"code", code_text(f->code)}, {"phone", phone_text(w.c, *f)}}),
                    f->code);
            return;
        case presence_kind::unblocked:
            w.self.stopped = false;
            w.out.reachable = true;
            return;
        case presence_kind::forget:
            return forget(w);
        case presence_kind::speaks:
            return speak(w, w.e.hint);
        case presence_kind::signed_in:
        case presence_kind::left:
            return;
    }
}

}  // namespace linli::resident
