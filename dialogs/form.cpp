#include "dialogs/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace linli {
namespace {

constexpr std::size_t waiting_max = 5;  // more pushes than that would bury the person
// Who answers at all answers within minutes. After that a question about one case makes room for one
// about another, and is put again behind it.
constexpr span_of_time fresh_for = std::chrono::minutes{10};

bool makes_room(const armed_question& a, const asked& q, instant now) {
    const bool danger = a.id.starts_with("s:");
    return a.about != case_code::none && a.about != q.about && !danger && now - a.at >= fresh_for;
}

armed_question arm(work& w, const asked& q) {
    armed_question a;
    a.id = q.id;
    a.at = w.now();
    a.about = q.about;
    a.text = q.text;
    a.serial = ++w.self.serial;
    const auto n = static_cast<int>(q.labels.size());
    for (int i = 0; i < n; ++i) {
        const int digit = q.descending ? n - i : i + 1;
        a.choices.push_back({digit, q.labels[i], fmt::format("a:{}:{}", a.serial, digit)});
    }
    return a;
}

void put(work& w, const armed_question& a, const std::string& text, bool contact) {
    auto& o = w.say(text);
    o.about = a.about;
    o.choices = a.choices;
    o.wants_contact = contact;
    if (contact) o.contact_label = w.text("choice.contact");
}

}  // namespace

bool armed(const work& w) { return !w.self.armed.id.empty(); }

void ask(work& w, asked q) {
    w.keep_self = true;
    w.self.armed = arm(w, q);
    put(w, w.self.armed, q.text, q.contact);
}

void ask_in_turn(work& w, asked q) {
    // Nobody has to leave a name or a comment: silence about that must not hold up what comes next.
    const bool gives_way = w.self.armed.id == "contact" || w.self.armed.id == "comment";
    if (!armed(w) || gives_way) return ask(w, std::move(q));
    w.keep_self = true;
    if (makes_room(w.self.armed, q, w.now()) && w.self.waiting.size() < waiting_max) {
        w.self.waiting.push_back(std::move(w.self.armed));
        return ask(w, std::move(q));
    }
    if (w.self.waiting.size() < waiting_max) w.self.waiting.push_back(arm(w, q));
}

void answered(work& w) {
    w.keep_self = true;
    w.self.armed = {};
    if (w.self.waiting.empty()) return;
    auto next = std::move(w.self.waiting.front());
    w.self.waiting.erase(w.self.waiting.begin());
    next.at = w.now();
    w.self.armed = std::move(next);
    put(w, w.self.armed, w.self.armed.text, false);
}

void ask_again(work& w, std::string why) {
    w.keep_self = true;
    ++w.self.armed.misses;
    put(w, w.self.armed, std::move(why) + "\n" + w.self.armed.text, false);
}

bool take_up(work& w, std::string_view data) {
    const auto it = std::find_if(w.self.waiting.begin(), w.self.waiting.end(),
                                 [&](const armed_question& q) { return tapped(q, data).has_value(); });
    if (it == w.self.waiting.end()) return false;
    std::swap(w.self.armed, *it);
    w.keep_self = true;
    return true;
}

std::optional<int> chosen(const armed_question& q, const said& s) {
    const auto has = [&](int digit) {
        return std::any_of(q.choices.begin(), q.choices.end(),
                           [&](const choice& c) { return c.digit == digit; });
    };
    if (s.reading.digit && has(*s.reading.digit)) return s.reading.digit;
    for (const auto& c : q.choices)
        if (!c.label.empty() && c.label == s.text) return c.digit;
    if (q.choices.size() == 1 && s.reading.intent == "skip") return q.choices[0].digit;  // all that it can be
    if (q.choices.size() == 2 && s.reading.answer != yes_no::neither)
        return s.reading.answer == yes_no::yes ? q.choices[0].digit : q.choices[1].digit;
    return std::nullopt;
}

std::optional<int> tapped(const armed_question& q, std::string_view data) {
    for (const auto& c : q.choices)
        if (!data.empty() && c.data == data) return c.digit;
    return std::nullopt;
}

}  // namespace linli
