#include "dialogs/resident/pairing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dialogs/ascii.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::size_t code_digits = 6;
constexpr span_of_time late_for = std::chrono::hours{1};

// Counts within a day; true when there is room for one more.
bool room_for_one(std::vector<instant>& list, instant now, std::size_t most) {
    std::erase_if(list, [&](instant t) { return now - t >= std::chrono::days{1}; });
    return list.size() < most;
}

// The number or code behind the word: from the first digit on, as ASCII, without blanks and brackets.
std::string argument_of(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool wide = text.substr(i).starts_with("\xEF\xBC") && i + 2 < text.size();
        const auto last = wide ? static_cast<unsigned char>(text[i + 2]) : 0;
        char c = text[i];
        if (wide && last >= 0x8B && last <= 0x99) c = static_cast<char>(last - 0x8B + '+');
        if (wide) i += 2;
        const bool digit = is_digit(c);
        if (digit || (c == '+' && out.empty()) || (c == '-' && !out.empty())) out += c;
    }
    return out;
}

bool is_code(std::string_view s) { return s.size() == code_digits && all_digits(s); }

// "17-482913": which talk showed the code, and the code.
struct claimed {
    person_id by{};
    std::string code;
};
std::optional<claimed> read_claim(std::string_view s) {
    constexpr std::size_t digits_max = 12;
    const auto dash = s.find('-');
    if (dash == s.npos || dash > digits_max || !all_digits(s.substr(0, dash)) || !is_code(s.substr(dash + 1)))
        return std::nullopt;
    std::int64_t who = 0;
    std::from_chars(s.data(), s.data() + dash, who);
    return claimed{static_cast<person_id>(who), std::string(s.substr(dash + 1))};
}

bool looks_like_number(std::string_view s) { return !s.empty() && !is_code(s) && !read_claim(s); }

bool waits(const pairing& p, instant now) { return !p.code.empty() && now < p.until; }

// A code that is typed back into the chat where it was asked for.
bool waits_here(const pairing& p, instant now) { return waits(p, now) && p.sent_to != person_id::nobody; }

void end_code(pairing& p) {
    p.code.clear();
    p.misses = 0;
    p.sent_to = person_id::nobody;
    p.sent_by.clear();
}

bool refused_to_begin(work& w) {
    auto& p = w.self.pairing;
    w.keep_self = true;
    if (!room_for_one(p.begun, w.now(), pairing_limits::begun)) return w.say(w.text("pair.too_often")), true;
    if (w.self.joined.size() >= pairing_limits::addresses) return w.say(w.text("pair.too_many")), true;
    return false;
}

void new_code(work& w) {
    auto& p = w.self.pairing;
    std::uint32_t random = 0;
    const auto end = w.f.token.data() + w.f.token.size();
    std::from_chars(end - 8, end, random, 16);
    end_code(p);
    p.code = fmt::format("{:06}", random % 1'000'000);
    p.until = w.now() + pairing_limits::code_life;
    p.begun.push_back(w.now());
}

// Shown here, to be written from the other address.
void show_code(work& w) {
    if (refused_to_begin(w)) return;
    new_code(w);
    w.say(w.text("pair.show",
                 {{"code", fmt::format("{}-{}", static_cast<std::int64_t>(w.self.id), w.self.pairing.code)}}));
}

// Sent to the number that was named. The answer here says nothing of whose it is.
void send_code(work& w) {
    if (refused_to_begin(w)) return;
    const auto at = w.v.at_number.value_or(number_owner{});
    if (at.who == person_id::nobody) return void(w.say(w.text("pair.no_number")));
    if (is_joined(w.self, at.who)) return void(w.say(w.text("pair.already")));
    new_code(w);
    auto& p = w.self.pairing;
    p.sent_to = at.who;
    p.sent_by = at.channel;
    w.post(w.c.room, {"pair_code", {}, w.text("pair.code", {{"code", p.code}}), {at.who}});
    w.say(w.text("pair.sent"));
}

// A wrong code costs a try; after the last one it is void.
bool missed(pairing& p) {
    if (static_cast<std::size_t>(++p.misses) < pairing_limits::misses) return false;
    end_code(p);
    return true;
}

void check_code(work& w, const std::string& typed) {
    auto& p = w.self.pairing;
    w.keep_self = true;
    if (typed != p.code) return void(w.say(w.text(missed(p) ? "pair.over" : "pair.wrong")));
    const auto who = p.sent_to;
    const auto channel = p.sent_by;
    end_code(p);
    w.post(who, {"pair_give", {}, channel, {w.self.id}});
}

// A code that another address was shown: it and this one become one person, if this one agrees.
void ask_agreement(work& w, const std::string& what, const claimed& c) {
    auto& p = w.self.pairing;
    w.keep_self = true;
    if (!room_for_one(p.failed, w.now(), pairing_limits::failed)) return void(w.say(w.text("pair.too_often")));
    if (is_joined(w.self, c.by)) return void(w.say(w.text("pair.elsewhere")));
    p.claim = what;
    ask(w, {"pair", {}, w.text("pair.agree"), labels(w, {"choice.pair", "choice.no_pair"}), false, false});
}

void claim(work& w) {
    auto& p = w.self.pairing;
    const auto c = read_claim(p.claim);
    p.claim.clear();
    if (!c || w.c.is_room(c->by)) {
        p.failed.push_back(w.now());
        return void(w.say(w.text("pair.wrong")));
    }
    w.post(c->by, {"pair_claim", {}, c->code, {w.self.id}});
}

// Somebody else wrote the code that was shown here.
void prove(work& w, const prompt& q) {
    auto& p = w.self.pairing;
    const auto who = q.people.front();
    const bool shown = waits(p, w.now()) && p.sent_to == person_id::nobody;
    const bool room = w.self.joined.size() < pairing_limits::addresses;
    if (shown && room && q.text == p.code && !w.staff(w.self.id)) {
        end_code(p);
        w.keep_self = true;
        return w.post(who, {"pair_give", {}, {}, {w.self.id}});
    }
    if (shown) {
        missed(p);
        w.keep_self = true;
    }
    w.post(who, {"pair_refused", {}, {}, {}});
}

// A code that somebody asked for, on its way to them.
void hand_code(work& w, const prompt& q) {
    auto& p = w.self.pairing;
    if (w.staff(w.self.id) || !room_for_one(p.received, w.now(), pairing_limits::received)) return;
    w.keep_self = true;
    p.received.push_back(w.now());
    w.say(q.text);
}

}  // namespace

std::string wants_number(const conversation& self, const event& e, instant now) {
    const auto* s = std::get_if<said>(&e.body);
    if (!s || s->reading.intent != "pair") return {};
    auto counted = self.pairing.begun;
    auto number = argument_of(s->text);
    const bool may = room_for_one(counted, now, pairing_limits::begun);
    return may && looks_like_number(number) ? number : std::string();
}

bool pairs(work& w, const said& s) {
    const auto& intent = s.reading.intent;
    if (intent == "unpair") return ask_parting(w), true;
    const auto what = argument_of(s.text);
    const bool bare_code = is_code(what) && s.text.find_first_not_of("0123456789 ") == s.text.npos;
    const bool meant = intent == "pair" || bare_code;
    if (meant && is_code(what) && waits_here(w.self.pairing, w.now())) return check_code(w, what), true;
    // Six digits a little too late are no complaint.
    const bool late = bare_code && w.self.pairing.until != instant{} && w.now() < w.self.pairing.until + late_for;
    if (intent != "pair" && late) return w.say(w.text("pair.wrong")), true;
    if (intent != "pair") return false;
    if (w.staff(w.self.id)) return w.say(w.text("pair.staff")), true;
    if (const auto c = read_claim(what)) return ask_agreement(w, what, *c), true;
    if (is_code(what)) return w.say(w.text("pair.wrong")), true;
    if (what.empty())
        show_code(w);
    else
        send_code(w);
    return true;
}

bool is_pairing(std::string_view question) { return question == "pair" || question == "unpair"; }

void answer_pairing(work& w, const said& s, std::optional<int> digit) {
    const bool joins = w.self.armed.id == "pair";
    const auto several = static_cast<int>(w.self.armed.choices.size());
    if (!digit && w.self.armed.misses == 0 && !s.text.empty()) return ask_again(w, w.text("ask.again_choice"));
    if (joins && digit == 1) {
        claim(w);
    } else if (!joins && digit && *digit < several) {
        std::vector<joined_address> others;
        for (const auto& j : w.self.joined)
            if (j.who != w.self.id) others.push_back(j);
        const auto at = static_cast<std::size_t>(*digit - 1);
        if (at < others.size()) part(w, others[at]);
    } else {
        w.self.pairing.claim.clear();
        w.say(w.text(joins ? "pair.left" : "unpair.kept"));
    }
    answered(w);
    const bool goes_on = !joins || digit != 1;
    if (goes_on && !armed(w)) next_step(w);  // a complaint that was being told
}

bool pairing_prompt(work& w, const prompt& p) {
    if (p.what == "pair_reach") return note_reach(w, p.about), true;
    if (p.what == "pair_parted") return parted(w), true;
    if (p.what == "pair_refused") {
        w.keep_self = true;
        w.self.pairing.failed.push_back(w.now());
        w.say(w.text("pair.wrong"));
        if (!armed(w)) next_step(w);
        return true;
    }
    if (p.people.empty()) return false;
    if (p.what == "pair_code")
        hand_code(w, p);
    else if (p.what == "pair_claim")
        prove(w, p);
    else if (p.what == "pair_give")
        give_address(w, p);
    else if (p.what == "pair_take")
        take_address(w, p);
    else
        return false;
    return true;
}

void pass_code(work& w, const prompt& p) {
    constexpr auto most = pairing_limits::everybody;
    auto& codes = w.office().codes;
    std::erase_if(codes, [&](instant t) { return w.now() - t >= std::chrono::days{1}; });
    if (codes.size() > most || p.people.empty()) return;
    codes.push_back(w.now());
    if (codes.size() > most)  // once a day
        w.tell_staff(w.staff_text("group.pair_limit", {{"n", std::to_string(most)}}));
    else
        w.post(p.people.front(), {"pair_code", {}, p.text, p.people});
}

}  // namespace linli::resident
