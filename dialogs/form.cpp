#include "dialogs/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "dialogs/understanding/commands.hpp"
#include "dialogs/understanding/words.hpp"

namespace linli {
namespace {

constexpr std::size_t label_max = 120;  // bytes; no label is longer
constexpr std::size_t waiting_max = 5;  // more pushes than that would bury the person
// Who answers at all answers within minutes. After that a question about a case makes room for another one,
// and is put again behind it.
constexpr span_of_time fresh_for = std::chrono::minutes{10};
constexpr std::string_view of_times = "slot";  // its choices grow old: it is put anew, not again

bool makes_room(const armed_question& a, const asked& q, instant now) {
    const bool danger = a.id.starts_with("s:");
    const bool same = a.about == q.about && a.id == q.id;
    return a.about != case_code::none && !same && !danger && now - a.at >= fresh_for;
}

armed_question arm(work& w, const asked& q) {
    armed_question a;
    a.id = q.id;
    a.at = w.now();
    a.about = q.about;
    a.text = q.text;
    a.serial = ++w.self.serial;
    a.version = q.version;
    a.instead_of = q.instead_of;
    const auto n = static_cast<int>(q.labels.size());
    for (int i = 0; i < n; ++i) {
        const int digit = q.descending ? n - i : i + 1;
        a.choices.push_back({digit, q.labels[i], fmt::format("a:{}:{}", a.serial, digit)});
    }
    return a;
}

// It was put already: when its turn comes it is taken up again.
void make_room(work& w) {
    auto& a = w.self.armed;
    const auto again = w.text("help_more.go_on");
    if (!a.text.starts_with(again)) a.text = again + "\n" + a.text;
    w.self.waiting.push_back(std::move(a));
}

void put(work& w, const armed_question& a, const std::string& text, bool contact) {
    auto& o = w.say(text);
    o.about = a.about;
    o.choices = a.choices;
    o.wants_contact = contact;
    if (contact) o.contact_label = w.text("choice.contact");
}

constexpr std::string_view what_then = "still";  // "when would suit you?", after a question was turned down

// What is asked about the work on a case, which nobody needs to know once that ended; and what is asked of
// one that is not closed yet.
bool is_moot(const armed_question& q, const case_file& f) {
    constexpr auto of_work = std::to_array<std::string_view>({"plan", "slot", "verify", what_then});
    constexpr auto before_its_end = std::to_array<std::string_view>({"solved", "contact"});
    if (q.about != f.code || f.state < state::resolved) return false;
    if (q.id.starts_with("s:") || std::ranges::find(of_work, q.id) != of_work.end()) return true;
    return !is_running(f.state) && std::ranges::find(before_its_end, q.id) != before_its_end.end();
}

// Does `words` stand in `text` by itself? Latin words are not part of longer ones.
bool stands_in(std::u32string_view text, std::u32string_view words) {
    const auto word_at = [&](std::size_t i) { return i < text.size() && is_word(text[i]); };
    for (auto at = text.find(words); at != text.npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        const bool cut = (at > 0 && word_at(at) && word_at(at - 1)) || (word_at(end - 1) && word_at(end));
        if (!cut) return true;
    }
    return false;
}

// A choice in words: its label or the one label that has these words in it; else the first label that,
// read as an answer is, says the same (yes, no, "I don't know", "skip").
std::optional<int> meant(const std::vector<choice>& choices, const said& s) {
    static const folder plain({});
    const auto words = plain.fold(s.text);
    const auto* found = static_cast<const choice*>(nullptr);
    const auto* same = found;
    int holding = 0;
    for (const auto& c : choices) {
        const auto label = plain.fold(c.label);
        if (label.chars == words.chars) return c.digit;
        if (choices.size() > 1 && words.size() > 1 && stands_in(label.chars, words.chars) && ++holding == 1) found = &c;
        const bool agrees = (s.reading.answer != yes_no::neither && read_yes_no(label) == s.reading.answer) ||
                            (s.reading.commanded && read_command(label) == s.reading.intent);
        if (agrees && !same) same = &c;
    }
    if (holding == 1) return found->digit;
    return same ? std::optional(same->digit) : std::nullopt;
}

}  // namespace

bool armed(const work& w) { return !w.self.armed.id.empty(); }

void ask(work& w, asked q) {
    w.keep_self = true;
    w.self.armed = arm(w, q);
    put(w, w.self.armed, q.text, q.contact);
}

bool ask_in_turn(work& w, asked q) {
    // Nobody has to leave a name or a comment: silence about that must not hold up what comes next.
    const bool gives_way = w.self.armed.id == "contact" || w.self.armed.id == "comment" || w.self.armed.id == "praise";
    const bool full = w.self.waiting.size() >= waiting_max;
    const bool now = !armed(w) || gives_way || (makes_room(w.self.armed, q, w.now()) && !full);
    w.keep_self = true;
    if (now && armed(w) && !gives_way) make_room(w);
    if (now)
        ask(w, std::move(q));
    else if (!full)
        w.self.waiting.push_back(arm(w, q));
    return now;
}

int take_back(work& w, std::string_view id, case_code about) {
    int serial = 0;
    const auto old = [&](const armed_question& q) {
        if (q.about != about || (q.id != id && q.id != what_then)) return false;
        if (q.id == id) serial = q.serial;
        return true;
    };
    std::erase_if(w.self.waiting, old);
    if (old(w.self.armed)) w.self.armed = {};
    w.keep_self = true;
    return serial;
}

void drop_questions(work& w, const case_file& ended) {
    std::erase_if(w.self.waiting, [&](const armed_question& q) { return is_moot(q, ended); });
    w.keep_self = true;
    if (armed(w) && is_moot(w.self.armed, ended)) answered(w);
}

void answered(work& w) {
    w.keep_self = true;
    w.self.armed = {};
    std::erase_if(w.self.waiting, [&](const armed_question& q) {
        const auto* f = w.find(q.about);
        return f && is_moot(q, *f);
    });
    if (w.self.waiting.empty()) return;
    auto next = std::move(w.self.waiting.front());
    w.self.waiting.erase(w.self.waiting.begin());
    if (next.id == of_times) return w.post(w.self.id, {"ask_slot", next.about, {}, {}});
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
                                 [&](const armed_question& q) { return tapped(q, data) || outdated(q, data); });
    if (it == w.self.waiting.end()) return false;
    std::swap(w.self.armed, *it);
    w.keep_self = true;
    return true;
}

bool outdated(const armed_question& q, std::string_view data) {
    return q.instead_of != 0 && data.starts_with(fmt::format("a:{}:", q.instead_of));
}

std::optional<int> chosen(const armed_question& q, const said& s) {
    const auto has = [&](int digit) {
        return std::any_of(q.choices.begin(), q.choices.end(), [&](const choice& c) { return c.digit == digit; });
    };
    if (s.reading.digit && has(*s.reading.digit)) return s.reading.digit;
    const bool passes = s.reading.intent == "skip" || (s.reading.commanded && s.reading.intent == "unsure");
    if (q.choices.size() == 1 && passes) return q.choices[0].digit;  // the way past a question
    if (q.choices.size() == 2 && s.reading.answer != yes_no::neither)
        return s.reading.answer == yes_no::yes ? q.choices[0].digit : q.choices[1].digit;
    return s.text.empty() || s.text.size() > label_max ? std::nullopt : meant(q.choices, s);
}

std::optional<int> tapped(const armed_question& q, std::string_view data) {
    for (const auto& c : q.choices)
        if (!data.empty() && c.data == data) return c.digit;
    return std::nullopt;
}

}  // namespace linli
