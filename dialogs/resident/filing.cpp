// A draft becomes a case: its code for the resident, its card for the staff room.
#include <algorithm>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t cases_max = 20;  // of one person that we remember by heart

intake taken_in(work& w, draft& d, bool incomplete) {
    intake in;
    in.reporter = w.self.id;
    in.reporter_name = w.self.name;
    in.phone = w.self.phone;
    in.channel = w.self.channel;
    in.language = w.self.language;
    in.category = d.category;
    if (!d.guesses.empty()) in.confidence = d.guesses.front().confidence;
    const auto* sub = w.c.taxonomy.find(d.category);
    in.priority = sub ? sub->priority : priority::p3;
    in.departments.push_back(sub ? sub->department : "customer_service");
    if (sub)
        in.departments.insert(in.departments.end(), sub->co_departments.begin(), sub->co_departments.end());
    in.confidential = sub && sub->confidential;
    in.place = d.place;
    in.summary = d.summary.empty() ? w.text("summary.photo_only") : d.summary;
    in.words = std::move(d.words);
    for (auto& a : d.answers)
        if (w.c.taxonomy.find_question(a.question) || a.question == "location") in.answers.push_back(a);
    in.attachments = std::move(d.attachments);
    in.incomplete = incomplete;
    in.token = w.f.token;
    return in;
}

}  // namespace

void file_draft(work& w, bool incomplete) {
    auto d = std::move(w.self.drafts.front());
    w.self.drafts.clear();
    const auto& file = w.open(taken_in(w, d, incomplete));
    for (auto& job : w.self.jobs)
        if (job.about == case_code::none) job.about = file.code;
    w.self.cases.push_back({file.code, file.category, w.now()});
    if (w.self.cases.size() > cases_max) w.self.cases.erase(w.self.cases.begin());
    if (!file.place.building.empty() && !file.place.room.empty()) w.self.home = file.place;
    show_attachments(w, file.code, file.attachments);
    const auto code = code_text(file.code);
    const auto by = w.c.calendar.when(claim_by(w.c, file), w.now());
    const auto department = department_text(w.c, file.departments.front(), w.self.language);
    w.self.armed = {};
    if (incomplete) {
        w.say(w.text("filed_more.incomplete", {{"code", code}})).about = file.code;
        return answered(w);
    }
    const auto text = w.text("filed", {{"code", code}, {"department", department}, {"time", by}});
    if (!w.self.name.empty() && !w.self.phone.empty()) {
        w.say(text).about = file.code;
        return answered(w);
    }
    ask(w, {"contact", file.code, w.joined(text, w.text("ask.contact")), labels(w, {"choice.skip"}),
                    false, w.self.phone.empty()});
}

}  // namespace linli::resident
