// "Keep my name out of it", 匿名: the name is kept from the staff group. No more than that is promised:
// whoever runs the system can still find out who wrote.
#include <algorithm>

#include "dialogs/resident/draft.hpp"
#include "dialogs/resident/resident.hpp"

namespace linli::resident {
namespace {

constexpr std::string_view discreet_sign = "discreet";  // of the taxonomy's signs

// Nobody who handles the case has been told who it is.
bool nameless(const work& w, case_code code) {
    const auto* f = w.find(code);
    return f && f->name.empty() && f->phone.empty();
}

}  // namespace

bool is_discreet(const draft& d) { return std::ranges::find(d.signs, discreet_sign) != d.signs.end(); }

bool wants_discretion(const said& s) { return s.reading.intent == "anon" && has_sign(s.reading, discreet_sign); }

void be_discreet(work& w, const said& s) {
    w.keep_self = true;
    if (w.self.armed.id == "contact" && nameless(w, w.self.armed.about)) {
        const auto code = w.self.armed.about;
        w.say(w.text("discreet.nobody")).about = code;
        return answered(w);
    }
    if (!w.self.drafts.empty()) {
        absorb(w, s);
        if (armed(w)) ask_again(w, w.text("help_more.go_on"));
        return;
    }
    const auto open = own_cases(w, true);
    if (open.empty()) return void(w.say(w.text("discreet.first")));
    const auto code = open.front()->code;
    const auto key = open.front()->intake.confidential ? "discreet.filed" : "discreet.too_late";
    add_to_case(w, code, s, true);
    w.say(w.text(key, {{"code", code_text(code)}})).about = code;
}

void say_who_sees(work& w) {
    w.keep_self = true;
    const auto open = own_cases(w, true);
    if (!w.self.drafts.empty() || open.empty()) {
        w.say(w.text("discreet.first"));
    } else {
        const auto code = open.front()->code;
        const bool discreet_here = open.front()->intake.confidential;
        const auto key = discreet_here ? "seen_withheld" : nameless(w, code) ? "seen_nameless" : "seen";
        w.say(w.text(std::string("discreet.") + key, {{"code", code_text(code)}})).about = code;
    }
    if (armed(w)) ask_again(w, w.text("help_more.go_on"));
}

}  // namespace linli::resident
