// A complaint from the first words to its code. What to ask next is derived from what the draft holds.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr int asked_max = 5;            // before the confirmation: six answers in all, photo included
constexpr int category_questions = 2;   // of the category's own
constexpr std::size_t words_max = 40;   // messages of one draft; more is kept by the record alone
constexpr std::size_t cases_max = 20;   // of one person that we remember by heart

draft& current(work& w) { return w.self.drafts.front(); }

bool has_answer(const draft& d, std::string_view question) {
    return std::any_of(d.answers.begin(), d.answers.end(),
                       [&](const answer& a) { return a.question == question; });
}

void keep(draft& d, std::string_view question, std::string text) {
    std::erase_if(d.answers, [&](const answer& a) { return a.question == question; });
    d.answers.push_back({std::string(question), std::move(text)});
}

void merge(place& into, const place& from) {
    if (!from.building.empty() && from.building != into.building) into.unit = into.room = "";
    for (auto part : {&place::building, &place::unit, &place::room, &place::spot})
        if (!(from.*part).empty()) into.*part = from.*part;
}

bool about_place(const question& q) {
    return q.type == "address" || q.id == "place" || q.id == "lift_id";
}

// The question that asks where it is: the category's own, else the general one.
const question* place_question(const work& w, const draft& d) {
    if (const auto* sub = w.c.taxonomy.find(d.category))
        for (const auto& id : sub->questions)
            if (const auto* q = w.c.taxonomy.find_question(id); q && about_place(*q)) return q;
    return w.c.taxonomy.find_question("place");
}

// What the reading says in passing is the answer to its question, unasked.
void keep_in_passing(draft& d, const work& w, const reading& r) {
    const auto* sub = w.c.taxonomy.find(d.category);
    if (!sub) return;
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        if (!q || has_answer(d, id)) continue;
        if (q->type == "time" && !r.time_words.empty()) keep(d, id, r.time_words);
        if (q->type == "plate" && !r.plate.empty()) keep(d, id, r.plate);
        if (q->type == "case_ref" && !r.codes.empty()) keep(d, id, code_text(r.codes.front()));
    }
}

void absorb(work& w, const said& s) {
    auto& d = current(w);
    d.touched = w.now();
    const auto& r = s.reading;
    if (!s.text.empty() && d.words.size() < words_max) d.words.push_back(s.text);
    if (!s.location.empty()) keep(d, "location", s.location);
    d.attachments.insert(d.attachments.end(), s.attachments.begin(), s.attachments.end());
    if (d.attachments.size() > w.c.photos_a_case) {
        d.attachments.resize(w.c.photos_a_case);
        w.say(w.text("photo.too_many", {{"n", std::to_string(w.c.photos_a_case)}}));
    }
    merge(d.place, r.place);
    if (d.category.empty() && r.sure && !r.guesses.empty()) d.category = r.guesses.front().category;
    if (d.category.empty() && d.guesses.empty()) d.guesses = r.guesses;
    for (const auto& opener : w.c.taxonomy.ambiguous)
        if (d.category.empty() && opener.text == r.ambiguous) {
            d.guesses.clear();
            for (const auto& id : opener.candidates) d.guesses.push_back({id, 0});
            d.opener = opener.text;
        }
    keep_in_passing(d, w, r);
    if (!r.phone.empty()) w.self.phone = r.phone;
    if (!s.phone.empty()) w.self.phone = s.phone;
    if (!r.name.empty()) w.self.name = r.name;
    w.keep_self = true;
}

void put(work& w, asked q) {
    ++current(w).asked;
    ask(w, std::move(q));
}

std::vector<std::string> option_labels(const work& w, const question& q) {
    std::vector<std::string> out;
    for (const auto& o : q.options) out.push_back(o.text.in(w.self.language));
    if (q.type == "yesno") out = labels(w, {"yes", "no"});
    return out;
}

void put_question(work& w, const question& q) {
    asked a{"q:" + q.id, {}, q.text.in(w.self.language), option_labels(w, q), false, false};
    if (a.labels.empty()) a.labels = labels(w, {"choice.skip"});
    put(w, std::move(a));
}

bool ask_what(work& w) {
    auto& d = current(w);
    if (!d.summary.empty() || has_answer(d, "what")) return false;
    put(w, {"what", {}, w.text(d.attachments.empty() ? "ask.what" : "ask.what_photo"), {}, false, false});
    return true;
}

bool ask_category(work& w) {
    auto& d = current(w);
    if (!d.category.empty() || has_answer(d, "guess") || d.guesses.empty()) return false;
    asked a{"guess", {}, w.text("ask.guess"), {}, false, false};
    for (const auto& g : d.guesses)
        if (a.labels.size() < 4) a.labels.push_back(category_text(w.c, g.category, w.self.language));
    for (const auto& opener : w.c.taxonomy.ambiguous)
        if (d.opener == opener.text) a.text = opener.ask.in(w.self.language);
    a.labels.push_back(w.text("choice.none_of_these"));
    put(w, std::move(a));
    return true;
}

bool needs_room(const work& w, const draft& d) {
    const auto* q = place_question(w, d);
    return q && q->type == "address" && d.place.room.empty() && d.place.spot.empty();
}

bool ask_place(work& w) {
    auto& d = current(w);
    if (has_answer(d, "place")) return false;
    const auto& home = w.self.home;
    if (d.place.empty()) {
        if (!home.empty() && !has_answer(d, "home")) {
            put(w, {"home", {}, w.text("ask.home", {{"place", place_text(w.c, home, w.self.language)}}),
                    labels(w, {"choice.same_place", "choice.other_place"}), false, false});
            return true;
        }
        const auto* q = place_question(w, d);
        put(w, {"place", {}, q ? q->text.in(w.self.language) : w.text("ask.place"), {}, false, false});
        return true;
    }
    if (!needs_room(w, d) || has_answer(d, "room")) return false;
    if (home.building == d.place.building && !home.room.empty()) {
        merge(d.place, home);
        return false;
    }
    put(w, {"room", {}, w.text("ask.room"), labels(w, {"choice.skip"}), false, false});
    return true;
}

bool ask_details(work& w) {
    auto& d = current(w);
    const auto* sub = w.c.taxonomy.find(d.category);
    if (!sub || d.asked >= asked_max) return false;
    int put_so_far = 0;
    for (const auto& id : sub->questions) {
        const auto* q = w.c.taxonomy.find_question(id);
        if (!q || about_place(*q)) continue;
        if (has_answer(d, id)) {
            ++put_so_far;
            continue;
        }
        if (put_so_far >= category_questions) return false;
        put_question(w, *q);
        return true;
    }
    return false;
}

bool ask_photo(work& w) {
    auto& d = current(w);
    const auto* sub = w.c.taxonomy.find(d.category);
    const bool wanted = sub && (sub->photo == "asked" || sub->photo == "required");
    const bool coming = !d.attachments.empty() || !w.self.jobs.empty();
    if (!wanted || coming || has_answer(d, "photo") || d.asked >= asked_max) return false;
    put(w, {"photo", {}, w.text("ask.photo"), labels(w, {"choice.no_photo"}), false, false});
    return true;
}

std::string detail_text(const draft& d) {
    std::string out;
    for (const auto& a : d.answers) {
        const bool shown = a.question.starts_with("#") || a.question == "location";
        if (a.text.empty() || shown) continue;
        out += out.empty() ? "" : " · ";
        out += a.text;
    }
    return out;
}

void sum_up(work& w) {
    auto& d = current(w);
    std::string text = w.text("confirm.head") + "\n" + d.summary;
    if (const auto details = detail_text(d); !details.empty()) text += " (" + details + ")";
    const auto where = place_text(w.c, d.place, w.self.language);
    text += "\n" + (where.empty() ? w.text("confirm.no_place") : where);
    const auto photos = d.attachments.size() + w.self.jobs.size();
    if (photos > 0) text += "\n" + w.text("confirm.photos", {{"n", std::to_string(photos)}});
    ask(w, {"confirm", {}, text, labels(w, {"choice.confirm", "choice.change"}), false, false});
}

// One line that says what is wrong: the first words that carry a meaning, shortened.
std::string summary_of(const std::string& words) { return quoted(words, 150); }

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

void understand_place(work& w, const said& s) {
    auto& d = current(w);
    if (s.reading.place.empty() && !s.text.empty()) {
        d.place.spot = quoted(s.text, 80);  // in the resident's own words, rather than asked for ever
    }
    keep(d, "place", "");
}

bool settle(work& w, const std::string& category);

void answer_question(work& w, const said& s, std::optional<int> digit) {
    auto& d = current(w);
    const auto id = w.self.armed.id.substr(2);
    const auto* q = w.c.taxonomy.find_question(id);
    if (q && digit && !q->options.empty()) {
        const auto& option = q->options[static_cast<std::size_t>(*digit - 1)];
        keep(d, id, option.text.in(w.self.language));
        if (!option.category.empty() && settle(w, option.category)) return;
    } else if (q && digit && q->type == "yesno") {
        keep(d, id, q->text.in(w.self.language) + " " + w.self.armed.choices[*digit == 1 ? 0 : 1].label);
    } else if (digit) {
        keep(d, id, "");  // skipped
    } else if (q && !q->options.empty() && w.self.armed.misses == 0 && s.reading.guesses.empty() &&
               s.attachments.empty() && s.media.empty()) {
        return ask_again(w, w.text("ask.again_choice"));
    } else {
        keep(d, id, quoted(s.text, 200));
    }
    w.self.armed = {};
    next_step(w);
}

// The person chose a category. True: it is one of life safety, and the draft became an alarm.
bool settle(work& w, const std::string& category) {
    auto& d = current(w);
    d.category = category;
    const auto* sub = w.c.taxonomy.find(category);
    if (!sub || !sub->life_safety) return false;
    const auto words = d.summary;
    open_alarm(w, category, words, d.place);
    return true;
}

void change_menu(work& w) {
    ask(w, {"change", {}, w.text("ask.change"),
            labels(w, {"change.what", "change.place", "change.category", "change.photo", "change.drop"}),
            false, false});
}

void change(work& w, int digit) {
    auto& d = current(w);
    const auto forget = [&](std::initializer_list<std::string_view> ids) {
        for (auto id : ids)
            std::erase_if(d.answers, [&](const answer& a) { return a.question == id; });
    };
    d.asked = 0;
    switch (digit) {
        case 1:
            d.summary.clear();
            forget({"what"});
            break;
        case 2:
            d.place = {};
            forget({"place", "room"});
            keep(d, "home", "");
            break;
        case 3:
            d.category.clear();
            forget({"guess"});
            return put(w, {"what_kind", {}, w.text("ask.what_kind"), {}, false, false});
        case 4:
            d.attachments.clear();
            forget({"photo"});
            return put(w, {"photo", {}, w.text("ask.photo"), labels(w, {"choice.no_photo"}), false, false});
        default:
            w.self.drafts.clear();
            answered(w);
            w.say(w.text("cancelled.draft"));
            return;
    }
    next_step(w);
}

}  // namespace

bool is_intake(std::string_view q) {
    constexpr std::array<std::string_view, 10> own{"what",  "guess",   "place",  "home",      "room",
                                                   "photo", "confirm", "change", "what_kind", "danger"};
    return q.starts_with("q:") || std::find(own.begin(), own.end(), q) != own.end();
}

void begin(work& w, const said& s) {
    w.keep_self = true;
    if (w.self.drafts.empty()) {
        w.self.drafts.push_back({});
        current(w).started = w.now();
    }
    absorb(w, s);
    auto& d = current(w);
    if (d.summary.empty() && !s.text.empty()) d.summary = summary_of(s.text);
    next_step(w);
}

void next_step(work& w) {
    if (w.self.drafts.empty()) return;
    if (ask_what(w) || ask_category(w) || ask_place(w) || ask_details(w) || ask_photo(w)) return;
    sum_up(w);
}

void answer_intake(work& w, const said& s, std::optional<int> digit) {
    if (w.self.drafts.empty()) return answered(w);
    auto& d = current(w);
    const std::string id = w.self.armed.id;
    const bool silent_digit = digit && (id.starts_with("q:") || !w.self.armed.choices.empty());
    if (!silent_digit) absorb(w, s);
    else d.touched = w.now();
    if (id.starts_with("q:")) return answer_question(w, s, digit);
    if (id == "what") {
        d.summary = summary_of(s.text);
        keep(d, "what", "");
    } else if (id == "what_kind") {
        if (d.category.empty()) d.guesses = s.reading.guesses;
    } else if (id == "guess") {
        if (digit && static_cast<std::size_t>(*digit) <= d.guesses.size() && *digit <= 4) {
            if (settle(w, d.guesses[static_cast<std::size_t>(*digit - 1)].category)) return;
        } else if (digit)
            d.guesses.clear();
        else if (d.category.empty() && s.reading.guesses.empty() && w.self.armed.misses == 0)
            return ask_again(w, w.text("ask.again_choice"));
        keep(d, "guess", "");
    } else if (id == "home") {
        if (digit == 1) d.place = w.self.home;
        keep(d, "home", "");
    } else if (id == "place") {
        understand_place(w, s);
    } else if (id == "room") {
        if (!digit && d.place.room.empty() && !s.text.empty()) d.place.room = quoted(s.text, 20);
        keep(d, "room", "");
    } else if (id == "photo") {
        keep(d, "photo", "");
        // Words instead of a photo are part of the story; they were kept above.
    } else if (id == "confirm") {
        if (digit == 1) return file_draft(w, false);
        if (digit == 2) return change_menu(w);
    } else if (id == "change") {
        if (digit) return change(w, *digit);
    }
    w.self.armed = {};
    next_step(w);
}

void correct(work& w) { change_menu(w); }

void back(work& w) {
    auto& d = current(w);
    while (!d.answers.empty() && d.answers.back().question == "location") d.answers.pop_back();
    if (d.answers.empty()) {
        d.summary.clear();
    } else {
        const auto last = d.answers.back().question;
        d.answers.pop_back();
        if (last == "place") d.place = {};
        if (last == "guess") d.category.clear();
        if (last == "what") d.summary.clear();
    }
    if (d.asked > 0) --d.asked;
    d.touched = w.now();
    w.self.armed = {};
    w.keep_self = true;
    next_step(w);
}

void file_draft(work& w, bool incomplete) {
    auto d = std::move(w.self.drafts.front());
    w.self.drafts.clear();
    const auto& file = w.open(taken_in(w, d, incomplete));
    for (auto& job : w.self.jobs)
        if (job.about == case_code::none) job.about = file.code;
    w.self.cases.push_back({file.code, file.category, w.now()});
    if (w.self.cases.size() > cases_max) w.self.cases.erase(w.self.cases.begin());
    if (!file.place.building.empty() && !file.place.room.empty()) w.self.home = file.place;
    if (!file.attachments.empty()) {
        auto& o = w.tell_staff(w.staff_text("group.photos", {{"code", code_text(file.code)}}), file.code);
        for (const auto& a : file.attachments)
            if (a.kind == media_kind::photo) o.photos.push_back(a.photo);
        o.reply_to_tag = card_tag(file.code);
    }
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
    ask(w, {"contact", file.code, text + " " + w.text("ask.contact"), labels(w, {"choice.skip"}),
                    false, w.self.phone.empty()});
}

}  // namespace linli::resident
