// Addresses that are one person's: how one is given over, and how it is parted again.
#include <algorithm>

#include "dialogs/resident/pairing.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t guests_max = 20;
constexpr std::size_t jobs_max = 40;

void take_cases(conversation& self, const conversation& other) {
    for (auto c : other.cases) {
        if (c.by == person_id::nobody) c.by = other.id;
        self.cases.push_back(std::move(c));
    }
    std::stable_sort(self.cases.begin(), self.cases.end(),
                     [](const own_case& a, const own_case& b) { return a.at < b.at; });
    if (self.cases.size() > cases_max)
        self.cases.erase(self.cases.begin(), self.cases.end() - static_cast<std::ptrdiff_t>(cases_max));
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from, std::size_t most) {
    for (const auto& one : from)
        if (to.size() < most) to.push_back(one);
}

// What is still asked there is asked here.
void take_questions(work& w, const conversation& other) {
    std::vector<armed_question> all{other.armed};
    all.insert(all.end(), other.waiting.begin(), other.waiting.end());
    for (const auto& q : all) {
        if (q.about == case_code::none) continue;
        asked a{q.id, q.about, q.text, {}, false, false, q.version};
        for (const auto& c : q.choices) a.labels.push_back(c.label);
        a.descending = q.choices.size() > 1 && q.choices.front().digit > q.choices.back().digit;
        ask_in_turn(w, std::move(a));
    }
}

void renew_reach(work& w) {
    for (const auto& c : w.self.cases) w.post(w.self.id, {"pair_reach", c.code, {}, {}});
}

}  // namespace

bool is_joined(const conversation& self, person_id who) {
    return who == self.id ||
           std::any_of(self.joined.begin(), self.joined.end(), [&](const joined_address& j) { return j.who == who; });
}

bool theirs(const conversation& self, const case_file& f) {
    return f.intake.reporter != person_id::nobody && is_joined(self, f.intake.reporter);
}

person_id filer(const conversation& self) { return self.own == person_id::nobody ? self.id : self.own; }

std::string reach_of(const conversation& self) {
    std::string out;
    std::vector<std::string_view> seen;
    for (const auto& j : self.joined) {
        if (j.channel.empty() || std::find(seen.begin(), seen.end(), j.channel) != seen.end()) continue;
        seen.push_back(j.channel);
        out += (out.empty() ? "" : ", ") + j.channel;
    }
    return out;
}

// This address is the other person's too from now on; what was being told is filed as far as it goes.
void give_address(work& w, const prompt& q) {
    const auto into = q.people.front();
    if (is_joined(w.self, into)) return;
    if (w.staff(w.self.id)) return w.post(into, {"pair_refused", {}, {}, {}});
    if (!w.self.drafts.empty()) file_draft(w, true);
    w.keep_self = true;
    w.self.pairing.code.clear();
    w.self.spoken_for = into;
    if (w.self.channel.empty()) w.self.channel = q.text;
    w.say(w.text("pair.joined_here"));
    w.out.joins = into;
    w.post(into, {"pair_take", {}, {}, {w.self.id}});
}

void take_address(work& w, const prompt& q) {
    const auto who = q.people.front();
    if (!w.v.other || is_joined(w.self, who)) return;
    const auto& other = *w.v.other;
    w.keep_self = true;
    auto& self = w.self;
    if (self.joined.empty()) self.joined.push_back({self.id, self.channel, w.now()});
    if (other.joined.empty()) self.joined.push_back({who, other.channel, w.now()});
    for (const auto& j : other.joined) self.joined.push_back(j);
    take_cases(self, other);
    if (self.name.empty()) self.name = other.name;
    if (self.phone.empty()) self.phone = other.phone;
    if (self.home.empty()) self.home = other.home;
    append(self.guests, other.guests, guests_max);
    append(self.jobs, other.jobs, jobs_max);
    append(self.sitting, other.sitting, jobs_max);
    self.sitting_until = std::max(self.sitting_until, other.sitting_until);
    append(self.held, other.held, jobs_max);
    self.held_until = std::max(self.held_until, other.held_until);
    w.say(w.text("pair.done", {{"n", reach_of(self)}}));
    take_questions(w, other);
    renew_reach(w);
}

void ask_parting(work& w) {
    if (w.self.joined.empty()) return void(w.say(w.text("unpair.none")));
    asked a{"unpair", {}, w.text("unpair.ask"), {}, false, false};
    for (const auto& j : w.self.joined)
        if (j.who != w.self.id) a.labels.push_back(j.channel + " (" + w.c.calendar.when(j.at, w.now()) + ")");
    a.labels.push_back(w.text("choice.keep_pair"));
    ask(w, std::move(a));
}

// Their cases go with the address; what is asked about those is over here.
void part(work& w, const joined_address& gone) {
    auto& self = w.self;
    w.post(gone.who, {"pair_parted", {}, {}, {}});
    const auto goes = [&](case_code code) {
        return std::any_of(self.cases.begin(), self.cases.end(),
                           [&](const own_case& c) { return c.code == code && c.by == gone.who; });
    };
    std::erase_if(self.waiting, [&](const armed_question& q) { return goes(q.about); });
    for (const auto& p : self.held)
        if (goes(p.about)) w.post(gone.who, p);
    std::erase_if(self.held, [&](const prompt& p) { return goes(p.about); });
    for (const auto& c : self.cases)
        if (c.by == gone.who) w.post(gone.who, {"adopt", c.code, {}, {}});
    std::erase_if(self.cases, [&](const own_case& c) { return c.by == gone.who; });
    std::erase_if(self.joined, [&](const joined_address& j) { return j.who == gone.who; });
    if (self.joined.size() == 1) self.joined.clear();
    if (self.own == gone.who) self.own = person_id::nobody;
    w.out.parts.push_back(gone.who);
    w.say(w.text("unpair.done", {{"n", gone.channel}}));
    renew_reach(w);
}

void parted(work& w) {
    w.keep_self = true;
    auto& self = w.self;
    self.spoken_for = person_id::nobody;
    self.seen_at = w.now();  // they wrote by another of their addresses until now
    self.joined.clear();
    self.own = person_id::nobody;
    // Who was joined to this one stays with whoever spoke for both.
    std::erase_if(self.cases, [](const own_case& c) { return c.by != person_id::nobody; });
    self.armed = {};
    self.waiting.clear();
    self.sitting.clear();
    self.jobs.clear();
    self.held.clear();
    self.pairing.claim.clear();
}

void note_reach(work& w, case_code code) {
    const auto* f = w.find(code);
    const auto reach = reach_of(w.self);
    if (!f || !is_open(f->state) || f->reach == reach || !theirs(w.self, *f)) return;
    case_entry e;
    e.what = action::reach;
    e.text = reach;
    w.record(code, std::move(e));
}

}  // namespace linli::resident
