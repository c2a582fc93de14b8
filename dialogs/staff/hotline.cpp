// A call, a visit or a letter that the desk types in, and how its person is told afterwards: by SMS where
// that reaches them, else by a colleague who calls.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/cases/opening.hpp"
#include "dialogs/news.hpp"
#include "dialogs/resident/resident.hpp"
#include "dialogs/roster.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t shortest_number = 7;  // digits: a city number without its prefix
constexpr std::string_view by_phone = "phone";
constexpr int source_within = 3;                   // the first words; later ones tell of the matter
constexpr std::string_view blanks = " \t\n\r,;:";  // before a word

struct source_word {
    std::string_view word, channel;
};
constexpr std::array sources{
    source_word{"电话", "phone"},  source_word{"来电", "phone"},    source_word{"热线", "phone"},
    source_word{"来访", "visit"},  source_word{"上门", "visit"},    source_word{"前台", "visit"},
    source_word{"邮件", "mail"},   source_word{"来信", "mail"},     source_word{"邮箱", "mail"},
    source_word{"phone", "phone"}, source_word{"call", "phone"},    source_word{"tel", "phone"},
    source_word{"visit", "visit"}, source_word{"walk-in", "visit"}, source_word{"mail", "mail"},
    source_word{"email", "mail"},  source_word{"e-mail", "mail"},   source_word{"letter", "mail"}};

std::string digits_of(std::string_view s) {
    std::string out;
    for (const char c : s)
        if (is_digit(c)) out += c;
    return out;
}

// The text without that number, however it is written there.
std::string without_number(std::string text, const std::string& number) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((!is_digit(text[i]) && text[i] != '+') || (i > 0 && is_digit(text[i - 1]))) continue;
        std::string seen;
        for (auto j = i; j < text.size() && seen.size() <= number.size() + 4; ++j) {
            if (is_digit(text[j]))
                seen += text[j];
            else if (std::string_view(" -+().").find(text[j]) == std::string_view::npos)
                break;
            else
                continue;
            const bool whole = j + 1 == text.size() || !is_digit(text[j + 1]);
            const bool same = seen.size() >= shortest_number && (number.ends_with(seen) || seen.ends_with(number));
            if (whole && same) return text.erase(i, j + 1 - i);
        }
    }
    return text;
}

struct typed {
    std::string channel{by_phone};
    std::string words;  // without source and number, as typed
};

std::string_view without_blanks(std::string_view s) { return trimmed_back(trimmed_front(s, blanks), " \n"); }

typed read_typed(const std::string& rest, const std::string& number) {
    typed out;
    std::string text = without_number(rest, number), kept;
    bool found = false;
    int word = 0;
    for (std::string_view s = without_blanks(text); !s.empty(); s = without_blanks(s)) {
        const auto first = s.substr(0, s.find_first_of(" \t\n"));
        std::string lower(first);
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        const auto source =
            std::find_if(sources.begin(), sources.end(), [&](const auto& x) { return x.word == lower; });
        if (!found && word++ < source_within && source != sources.end()) {
            out.channel = source->channel;
            found = true;
        } else {
            if (!kept.empty()) kept += ' ';
            kept += first;
        }
        s.remove_prefix(first.size());
    }
    out.words = kept;
    return out;
}

bool says_something(std::string_view words) { return words.find_first_not_of("0123456789- ") != words.npos; }

// "3-2-1201 厨房漏水" is 厨房漏水: the place stands beside it.
std::string matter_of(const std::string& words, const place& where) {
    const auto space = words.find(' ');
    if (where.building.empty() || space == std::string::npos) return words;
    const auto rest = without_blanks(std::string_view(words).substr(space));
    const bool only_numbers = !says_something(std::string_view(words).substr(0, space));
    return only_numbers && says_something(rest) ? std::string(rest) : words;
}

// Words that are certain of a danger name its kind; what only sounds so is an alarm where the kind is one.
const subcategory* endangered(const work& w, const reading& r) {
    if (r.life_safety == danger::certain)
        return w.c.taxonomy.find(r.danger_category.empty() ? "safety.person" : r.danger_category);
    const auto* kind = r.guesses.empty() ? nullptr : w.c.taxonomy.find(r.guesses.front().category);
    return kind && kind->life_safety && r.life_safety != danger::none ? kind : nullptr;
}

// What stands first and was meant for a number, but is none: "1380000000", a digit short. A flat is no number.
std::string misdialled(std::string_view words) {
    for (int i = 0; i < source_within && !words.empty(); ++i) {
        const auto word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(words.size(), word.size() + 1));
        const bool plain = word.find_first_not_of("0123456789-+") == word.npos;
        const bool flat = word.find('-') < 3;
        if (plain && !flat && digits_of(word).size() >= shortest_number) return std::string(word);
    }
    return {};
}

intake taken_down(const work& w, const said& s, const typed& call) {
    intake in;
    in.reporter = w.v.caller.value_or(person_id::nobody);
    in.reporter_name = s.reading.name;
    in.phone = s.reading.phone;
    in.language = w.c.language;
    const auto& r = s.reading;
    const auto* kind = r.guesses.empty() ? nullptr : w.c.taxonomy.find(r.guesses.front().category);
    if (const auto* in_danger = endangered(w, r); in_danger || r.life_safety == danger::certain)
        take_danger(in, in_danger);
    else
        take_kind(in, w.c.taxonomy, kind, severity_of(w.c.taxonomy, kind, {}, r.signs));
    in.place = r.place;
    in.summary = quoted(matter_of(call.words, in.place), 150);
    in.words.push_back(call.words);
    in.channel = call.channel;
    in.token = w.f.token;
    in.taken_down_by = by_staff(w, action::note).actor_name;
    resident::note_accused(w, in);
    return in;
}

// Whom a call was to tell the result: nobody else is asked by phone whether it is solved.
bool is_called(const case_file& f) { return f.intake.reporter == person_id::nobody || f.call_wanted; }

enum class call_end : std::uint8_t { unknown, solved, unsolved, unreached };

// What whoever called writes of it: "打过了，解决了", "没打通". What may be a question is none.
call_end read_call(std::string_view words) {
    struct spelling {
        std::string_view word;
        call_end end;
    };
    constexpr std::array spellings{
        // the first that stands there counts
        spelling{"了没", call_end::unknown},       spelling{"吗", call_end::unknown},
        spelling{"？", call_end::unknown},         spelling{"?", call_end::unknown},
        spelling{"没打通", call_end::unreached},   spelling{"打不通", call_end::unreached},
        spelling{"没人接", call_end::unreached},   spelling{"没接电话", call_end::unreached},
        spelling{"o answer", call_end::unreached}, spelling{"obody answer", call_end::unreached},
        spelling{"没解决", call_end::unsolved},    spelling{"没修好", call_end::unsolved},
        spelling{"没好", call_end::unsolved},      spelling{"未解决", call_end::unsolved},
        spelling{"不行", call_end::unsolved},      spelling{"ot solved", call_end::unsolved},
        spelling{"ot fixed", call_end::unsolved},  spelling{"unsolved", call_end::unsolved},
        spelling{"解决了", call_end::solved},      spelling{"修好了", call_end::solved},
        spelling{"已解决", call_end::solved},      spelling{"solved", call_end::solved},
        spelling{"fixed", call_end::solved}};
    const auto found = std::find_if(spellings.begin(), spellings.end(),
                                    [&](const spelling& x) { return words.find(x.word) != words.npos; });
    if (found == spellings.end() || found->end != call_end::solved)
        return found == spellings.end() ? call_end::unknown : found->end;
    // "打电话告诉他修好了，他说晚上看看": what we told is not what they said, and half of it is not all.
    const bool doubtful = holds_any(words, {"还", "但", "以为", "一半", "没", "不", "告诉", "跟他说", "跟她说", "谁",
                                            "but ", "still", "told him", "told her", "half"});
    return doubtful ? call_end::unknown : call_end::solved;
}

}  // namespace

// Whichever says more is the call: the other gives what it lacks. A number that was none goes.
void complete_call(said& s, const unfinished_order& earlier) {
    auto words = earlier.words;
    if (const auto odd = misdialled(words); !odd.empty() && !s.reading.phone.empty())
        words.erase(words.find(odd), odd.size());
    const auto answer = s.reading;
    const auto& before = earlier.reading;
    const bool whole = says_something(s.text) && !answer.phone.empty() && !answer.place.empty();  // told anew
    if (whole || !says_something(words)) words.clear();
    if (says_something(words) && !says_something(s.text)) s.reading = before;
    auto& r = s.reading;
    r.phone = answer.phone.empty() ? before.phone : answer.phone;
    if (r.name.empty()) r.name = before.name.empty() ? answer.name : before.name;
    if (r.place.empty()) r.place = before.place.empty() ? answer.place : before.place;
    if (before.life_safety > r.life_safety) {
        r.life_safety = before.life_safety;
        r.danger_category = before.danger_category;
    }
    s.text = "/new " + words + (words.empty() ? "" : " ") + s.text;
}

void type_in(work& w, const said& s) {
    const auto call = read_typed(read_words(s.text).rest, digits_of(s.reading.phone));
    const bool no_number = s.reading.phone.empty();
    if (const auto odd = misdialled(call.words); no_number && !odd.empty())
        return explain(w, {"odd_number", odd}, case_code::none);
    const bool called = call.channel == by_phone;                      // whoever came or wrote need not leave a number
    const bool danger_now = s.reading.life_safety == danger::certain;  // help first; the number can be asked for later
    if ((no_number && called && !danger_now) || !says_something(call.words))
        return explain(w, {"new", {}}, case_code::none);
    const auto& f = w.open(taken_down(w, s, call));
    resident::tell_judges(w, f, call.words);
    const auto code = code_text(f.code);
    const bool here = f.intake.reporter != person_id::nobody;
    const auto guest = w.v.guest.value_or(guest_link{});
    const bool invited = guest.person != person_id::nobody;
    std::vector<person_id> guests;
    if (invited) guests.push_back(guest.person);
    if (here) w.post(f.intake.reporter, prompt{"adopt", f.code, {}, guests});
    if (invited) w.post(guest.person, prompt{"guest", f.code, {}, {}});
    w.out.invited = invited;
    if (f.intake.life_safety)
        sound_alarm(w, f.code);
    else
        ring_duty(w, f);
    const bool in_sms = here && invited && !w.c.public_url.empty();
    if (here)
        tell_now(w, f,
                 {w.c.texts.say(f.intake.language, in_sms ? "told.new_photos" : "told.new",
                                {{"code", code}, {"words", f.intake.summary}, {"link", guest.url}}),
                  progress_ref(f.code)});
    else
        w.tell_colleagues(
             w.staff_text(no_number ? "group.no_number" : "group.only_calls", {{"code", code}, {"phone", f.phone}}),
             f.code)
            .reply_to_tag = card_tag(f.code);
    if (invited && !in_sms)  // a link in the room must not become words to the resident's case
        w.say_to(w.e.room, w.staff_text("group.photo_link", {{"code", code}, {"link", guest.url}})).quiet = true;
    w.out.toast = code;
}

void told_by_phone(work& w, case_code code, bool solved) {
    const auto* f = w.find(code);
    if (!is_called(*f)) return explain(w, {"not_now", {}}, code);
    const auto moved = w.command(code, by_staff(w, solved ? action::confirm : action::reopen));
    if (!moved) return explain(w, moved.error(), code);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
    if (!solved) tell_reopened(w, code, {});
}

void not_reached(work& w, case_code code) {
    if (!is_called(*w.find(code))) return explain(w, {"not_now", {}}, code);
    const auto moved = w.command(code, by_staff(w, action::unreached));
    if (!moved) return explain(w, moved.error(), code);
    w.out.toast = w.staff_text("toast.done", {{"code", code_text(code)}});
    w.tell_colleagues(w.staff_text("group.unreached", {{"code", code_text(code)}, {"name", moved->actor_name}}), code)
        .quiet = true;
}

void write_down_call(work& w, const said& s, case_code code, const std::string& text) {
    note(w, s, code, text);
    const auto end = w.find(code)->state == state::resolved ? read_call(text) : call_end::unknown;
    if (end == call_end::unreached) return not_reached(w, code);
    if (end != call_end::unknown) told_by_phone(w, code, end == call_end::solved);
    const auto& f = *w.find(code);
    if (end == call_end::unsolved) return;  // said as it was opened again
    const bool no_chat = f.intake.reporter == person_id::nobody;
    const auto key = end == call_end::solved ? std::string("group.call_solved")
                     : no_chat               ? call_key(f, "group.written_down")
                                             : std::string("noted.among");
    w.tell_colleagues(w.staff_text(key, {{"code", code_text(code)}, {"phone", f.phone}}), code).quiet = true;
}

}  // namespace linli::staff
