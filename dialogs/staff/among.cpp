// What is put to colleagues (a plan to approve, a case that is handed over, a warning) is answered among them: a plain
// yes or no is the order that was asked for, every other word is a note. Neither ever goes to the resident.
#include <algorithm>
#include <array>

#include "dialogs/cards.hpp"
#include "dialogs/staff/coming.hpp"
#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr auto stops = std::to_array<std::string_view>({"。", "！", "!", ".", "，", ",", " ", "了", "的"});

// The words as they were said, without what people put behind them: "好的！" is 好.
std::string plainly(std::string_view text) {
    for (bool cut = true; cut;) {
        cut = false;
        for (const auto stop : stops)
            if (text.ends_with(stop)) {
                text.remove_suffix(stop.size());
                cut = true;
            }
    }
    return narrowed(text);
}

bool is_any(std::string_view text, words_of words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool asks_back(std::string_view text) { return holds_any(text, {"?", "？", "吗"}) || text.ends_with("呢"); }

// "同意，尽快办": what stands behind it takes nothing back.
bool approves(const said& s) {
    if (asks_back(s.text) || holds_any(s.text, {"但", "不过", "but ", "如果", "if "})) return false;
    const auto text = plainly(s.text);
    return s.reading.digit == 1 || starts_with_any(text, {"同意", "批准", "approved", "agreed", "i agree"}) ||
           is_any(text, {"可以", "行", "好", "没问题", "准", "ok", "okay", "yes", "approve", "agree", "fine"});
}

bool turns_down(const said& s) {
    if (asks_back(s.text)) return false;
    return s.reading.digit == 2 ||
           starts_with_any(narrowed(s.text), {"不接", "接不了", "不行", "去不了", "我去不了", "没空", "不要", "no ",
                                              "no,", "can't", "cannot", "i can't", "not me"}) ||
           is_any(plainly(s.text), {"不", "no"});
}

bool accepts(const said& s) {
    return s.reading.digit == 1 || says_coming(s.text) ||
           is_any(plainly(s.text), {"接手", "可以", "行", "没问题", "yes", "fine"});
}

// "都做了", "1 2"
bool ticks(const said& s) {
    std::string_view left = s.text;
    return all_done(s.text) || (!numbers_at(left).empty() && left.empty());
}

verb verb_of(const work& w, const said& s, const order& o, const case_file& f) {
    if (may_give_back(f, w.e.sender) && says_not_coming(s.text)) return verb::decline;
    if (o.put == "list" && ticks(s)) return verb::list;
    const bool offered = f.offered_to != person_id::nobody && f.offered_to == w.e.sender;
    if (o.put == "pass" && s.reading.digit == 1 && may_pass(w, f.code)) return verb::say;
    if (o.put == "plan" && approves(s)) return verb::approve;
    if (o.put == "verify" && says_finding(s.text)) return verb::verify;
    if (o.put == "offer" && offered && turns_down(s)) return verb::decline;
    if (o.put == "offer" && (offered || f.owner == person_id::nobody) && accepts(s)) return verb::take;
    const bool open = w.c.is_room(w.e.room) && rings(f) && may_be_taken(w, f);
    return open && says_coming(s.text, f.place) ? verb::take : verb::none;
}

}  // namespace

bool may_be_taken(const work& w, const case_file& f) {
    const bool free = f.owner == person_id::nobody || f.owner == w.e.sender || rings(f);
    return (f.state <= state::dispatched && free) || f.offered_to == w.e.sender;
}

std::optional<words> answered_with(const work& w, const said& s, const order& o) {
    const auto* f = w.find(o.about);
    if (!f || o.command.verb != verb::none || answers_us(s)) return std::nullopt;
    words as;
    as.verb = verb_of(w, s, o, *f);
    if (as.verb == verb::none) return std::nullopt;
    const bool why = as.verb == verb::verify || (as.verb == verb::decline && !s.reading.digit) || as.verb == verb::list;
    if (why) as.rest = s.text;
    return as;
}

void note_more_than_yes(work& w, const said& s, case_code about) {
    const bool more = !s.reading.digit && s.text.size() > 9;  // bytes: three Chinese characters
    if (more) w.record(about, by_staff(w, action::note, s.text));
}

void keep_among_us(work& w, const said& s, case_code about) {
    const auto& f = *w.find(about);
    const bool called = f.intake.reporter == person_id::nobody || f.call_wanted;
    if (called && !s.text.starts_with('@')) return write_down_call(w, s, about, s.text);
    note(w, s, about, s.text);
    auto pass = offer_to_pass(w, about, s.text);
    auto& o = w.say_to(w.e.room, w.staff_text("noted.among", {{"code", code_text(about)}}));
    o.about = about;
    o.tag = w.colleagues_tag(pass ? "pass" : "");
    o.quiet = true;
    if (pass) o.choices.push_back(*std::move(pass));
}

}  // namespace linli::staff
