// What a message in the room asks for: its own words, put together with what it answers and with what was
// asked for before.
#include <algorithm>
#include <array>

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

constexpr std::size_t kept_max = 20;    // orders that wait for an answer
constexpr std::size_t kept_of_one = 5;  // of one member: theirs push out nobody else's

constexpr std::string_view words_wanted = "askfor:";  // tags: the verb of the question stands behind it
constexpr std::string_view time_wanted = "when:";     // behind that verb: a time and nothing else answers it
constexpr std::string_view case_wanted = "which:";
constexpr std::string_view no_answer_wanted = "refused:";
constexpr std::string_view checklist = "list:";

// Refusals that ask for what was left out. The answer is joined to the words that are there, or replaces them.
struct question {
    std::string_view why;
    bool joins;
    bool time = false;  // instead of the one that stands there and is over
};
constexpr std::array questions{question{"needs_date", true},       question{"needs_reason", true},
                               question{"needs_text", true},       question{"needs_photo", true},
                               question{"needs_slot", false},      question{"merge", false},
                               question{"priority", false},        question{"new", true},
                               question{"odd_number", true},       question{"past", true, true},
                               question{"past_today", true, true}, question{"needs_time", true, true}};

const question* question_of(std::string_view note) {
    if (!note.starts_with(no_answer_wanted)) return nullptr;
    const auto why = note.substr(no_answer_wanted.size());
    const auto found =
        std::find_if(questions.begin(), questions.end(), [&](const question& q) { return q.why == why; });
    return found == questions.end() ? nullptr : &*found;
}

bool asks_us(std::string_view tag) { return tag.starts_with(case_wanted) || tag.starts_with(words_wanted); }

// By the message that it answers: by what we know of that, else by its text where it is a card.
case_code answered(const said& s) {
    if (s.reply_case != case_code::none) return s.reply_case;
    return s.reply_to_us ? code_of_card(s.quoted).value_or(case_code::none) : case_code::none;
}

// A reply is about its card. What it names besides may be part of the words, else it contradicts the card.
// Where nothing names a case, `standing` is meant.
void bind(order& o, const said& s, case_code standing) {
    auto& c = o.command;
    const auto card = bound(s);
    if (card == case_code::none && c.in_passing) {
        c = {};
        c.rest = s.text;
    }
    o.about = card == case_code::none ? c.code : card;
    if (o.about == case_code::none) o.about = standing;
    if (c.code == case_code::none || c.code == o.about) return;
    const bool looks_up = c.verb == verb::find || c.verb == verb::dossier;
    const bool argument = c.where == named_at::end || (c.verb == verb::merge && c.where == named_at::behind);
    if (looks_up)
        o.about = c.code;
    else if (!argument)
        o.other = c.code;
    if (!looks_up) c.rest = c.all;
}

bool is_order(const office& office, const order& o, const said& s) {
    if (o.command.verb == verb::none) return false;
    // "移除 旧沙发" is said of things.
    if (o.command.verb == verb::remove) return o.command.slash || names_member(office, o.command.rest);
    // Looking something up moves nothing, and a call is about no case yet: their Chinese verbs need none. "登记 一下"
    // is talk, with a place or a number it is a call.
    const bool call = !s.reading.phone.empty() || !s.reading.place.empty() || o.command.rest.empty();
    const bool needs_none = o.command.verb == verb::find || (o.command.verb == verb::add && call);
    return o.command.slash || o.about != case_code::none || needs_none || s.reply_to_us || find_code(s.text);
}

const unfinished_order* asked_by(const office& o, const event& e, const std::string& tag) {
    const auto found = std::find_if(o.unfinished.begin(), o.unfinished.end(),
                                    [&](const unfinished_order& u) { return u.tag == tag && u.until >= e.at; });
    return tag.empty() || found == o.unfinished.end() ? nullptr : &*found;
}

// What was said of that case: its code is no part of it, nor is another's that stands alone.
std::string words_for(const unfinished_order& earlier, case_code code) {
    const bool merges = verb_named(earlier.verb) == verb::merge;
    const auto named = find_code(earlier.words).value_or(case_code::none);
    if (merges) return without_code(earlier.words, code);
    return without_code(without_code(earlier.words, named), code);
}

// "Which case?" is answered by whoever was asked: another's answer would be another's order.
void name_case(order& o, const unfinished_order* earlier, const event& e, const said& s) {
    o.about = case_code::none;
    if (!earlier || earlier->by != e.sender) return;
    o.about = find_code(s.text).value_or(case_code::none);
    o.earlier = earlier;
    o.command.verb = verb_named(earlier->verb);
    o.command.rest = words_for(*earlier, o.about);
    o.is_order = o.command.verb != verb::none;
}

verb verb_of(std::string_view tag) {
    tag.remove_prefix(words_wanted.size());
    return verb_named(tag.substr(0, tag.find(':')));
}

void add_words(order& o, const unfinished_order* earlier, const said& s) {
    const auto name = std::string_view(s.reply_tag).substr(words_wanted.size());
    const auto colon = name.find(':');
    o.command.verb = verb_of(s.reply_tag);
    o.is_order = o.command.verb != verb::none;
    o.wants_time = colon != name.npos && name.substr(colon + 1).starts_with(time_wanted);
    o.earlier = earlier;
    if (!earlier || earlier->words.empty()) return;
    o.command.rest = s.text.empty() ? earlier->words : earlier->words + " " + s.text;
}

// "算了", "等一下，还没好", "先不驳回了": the first clause says it, so that "等一下午的配件 周三" is an answer.
bool calls_off(std::string_view said_so) {
    const auto text = narrowed(said_so);
    const std::string_view whole = text;
    std::size_t end = std::string_view::npos;
    for (std::string_view mark : {",", ".", "!", "。", "、", "\n", "...", "…"}) end = std::min(end, whole.find(mark));
    auto clause = whole.substr(0, end);
    if (starts_with_any(clause, {"先不", "先别"}) ||
        starts_with_any(clause, {"never mind", "nevermind", "cancel", "not yet", "hold on", "forget it", "my mistake",
                                 "wrong one"}))
        return true;
    while (ends_with_any(clause, {"了", "吧", "呢", " "}))
        clause.remove_suffix(clause.ends_with(" ") ? 1 : std::string_view("了").size());
    constexpr auto words = std::to_array<std::string_view>(
        {"算",       "取消",   "不用", "不要", "还没", "还没有", "还没好", "还没完", "还没弄好",
         "还没修好", "等一下", "等下", "等等", "等会", "等一会", "发错",   "写错",   "点错",
         "按错",     "弄错",   "搞错", "撤回", "作废", "没事",   "不办",   "不弄",   "wait"});
    return std::find(words.begin(), words.end(), clause) != words.end();
}

// What we asked for: by whoever was asked, and no question.
void answer_question(order& o, const unfinished_order* earlier, const event& e, const said& s) {
    const std::string_view tag = s.reply_tag;
    const bool another = earlier && earlier->by != e.sender;
    o.called_off = !another && calls_off(s.text);
    if (o.called_off)
        o.earlier = earlier;
    else if (tag.starts_with(case_wanted))
        name_case(o, earlier, e, s);
    else if (another || is_question(verb_of(tag), s.text))
        o.among_us = true;
    else
        add_words(o, earlier, s);
}

void hear_colleague(order& o, std::string_view tag) {
    tag.remove_prefix(among_colleagues.size());
    o.among_us = true;
    o.put = tag.substr(0, tag.find(':'));
}

std::string refusal_tag(const work& w) { return std::string(no_answer_wanted) + w.f.token; }

void keep(work& w, unfinished_order u) {
    u.by = w.e.sender;
    u.room = w.e.room;
    u.until = w.now() + order_kept_for;
    auto& list = w.office().unfinished;
    // Asked again in private it is one question, which needs no reply to it (plainly.cpp).
    const auto again = [&](const unfinished_order& x) {
        return u.room == u.by && x.by == u.by && x.room == u.room && x.verb == u.verb && x.about == u.about;
    };
    std::erase_if(list, [&](const unfinished_order& x) { return x.until < w.now() || again(x); });
    const auto theirs = [&](const unfinished_order& x) { return x.by == u.by; };
    if (std::count_if(list.begin(), list.end(), theirs) >= static_cast<std::ptrdiff_t>(kept_of_one))
        list.erase(std::find_if(list.begin(), list.end(), theirs));
    if (list.size() >= kept_max) list.erase(list.begin());
    list.push_back(std::move(u));
}

// The case of the refusal that was just said.
case_code asked_about(const work& w) {
    for (const auto& o : w.out.send)
        if (o.tag == refusal_tag(w)) return o.about;
    return case_code::none;
}

// The refusal that was just said becomes a question: what answers it completes this order.
void keep_open(work& w, const said& s, const words& command, std::string_view kind, case_code about) {
    unfinished_order u;
    u.about = about;
    u.verb = verb_name(command.verb);
    u.tag = std::string(kind) + w.f.token;
    for (auto& o : w.out.send)
        if (o.tag == refusal_tag(w)) o.tag = u.tag;
    u.words = command.rest;
    u.reading = s.reading;
    u.attachments = s.attachments;
    u.media = s.media;
    keep(w, std::move(u));
}

}  // namespace

case_code bound(const said& s) {
    const auto reply = answered(s);
    return reply == case_code::none ? s.thread_case : reply;
}

order order_of(const office& office, const event& e, const said& s, case_code standing) {
    order o;
    o.command = read_words(s.text);
    bind(o, s, standing);
    const bool takes_back = o.command.verb == verb::undo && !o.command.slash && asks_us(s.reply_tag);  // our question
    o.is_order = !takes_back && is_order(office, o, s);
    if (o.is_order || o.command.slash) return o;

    o.command.verb = verb::none;
    o.command.rest = s.text;
    o.about = s.reply_to_us ? answered(s) : s.thread_case;
    const std::string_view tag = s.reply_tag;
    const auto* earlier = asked_by(office, e, s.reply_tag);
    if (asks_us(tag))
        answer_question(o, earlier, e, s);
    else if (tag.starts_with(among_colleagues))
        hear_colleague(o, tag);
    else if (tag.starts_with(checklist))
        hear_colleague(o, "staff:list:");
    else if (tag.starts_with(no_answer_wanted))
        o.about = case_code::none;
    return o;
}

order heard(const community& c, const view& v, const event& e, const said& s) {
    return order_of(v.office, e, s, c.is_room(e.room) ? case_code::none : told_of(v, e));
}

bool answers_us(const said& s) { return asks_us(s.reply_tag) || s.reply_tag.starts_with(no_answer_wanted); }

void ask_which(work& w, const said& s, const words& command, const refused& why, case_code about) {
    explain(w, why, about);
    for (auto& o : w.out.send)
        if (o.tag == refusal_tag(w)) o.about = case_code::none;  // it is about none yet
    keep_open(w, s, command, case_wanted, case_code::none);
}

std::string wait_for_words(work& w, verb v, case_code about) {
    unfinished_order u;
    u.about = about;
    u.verb = verb_name(v);
    u.tag = std::string(words_wanted) + u.verb + ":" + w.f.token;  // of its own: an earlier one stays
    keep(w, u);
    return u.tag;
}

void ask_for_more(work& w, const said& s, words command) {
    const auto* asks = question_of(w.out.note);
    if (!asks) return;
    if (!asks->joins) command.rest.clear();
    if (asks->time) command.rest = without_times(w.c.calendar, std::move(command.rest), w.now());
    const auto kind = std::string(words_wanted) + verb_name(command.verb) + ":";
    keep_open(w, s, command, asks->time ? kind + std::string(time_wanted) : kind, asked_about(w));
}

namespace {

// Its photos come with it, and it is asked for no more.
void finish_earlier(work& w, const order& o, said& s) {
    if (!o.earlier) return;
    if (o.command.verb == verb::add) complete_call(s, *o.earlier);
    const auto tag = o.earlier->tag;
    s.attachments.insert(s.attachments.begin(), o.earlier->attachments.begin(), o.earlier->attachments.end());
    s.media.insert(s.media.begin(), o.earlier->media.begin(), o.earlier->media.end());
    std::erase_if(w.office().unfinished, [&](const unfinished_order& u) { return u.tag == tag; });
}

// "好吧" is no time, and no part of what the resident is told.
bool asked_time_again(work& w, const said& s, const order& o) {
    if (!o.wants_time || find_time(w.c.calendar, s.text, w.now())) return false;
    auto command = o.command;
    command.rest = o.earlier ? o.earlier->words : std::string();
    explain(w, {"needs_time", {}}, o.about);
    ask_for_more(w, s, std::move(command));
    return true;
}

}  // namespace

bool take_order(work& w, said& s, const order& o) {
    finish_earlier(w, o, s);
    if (o.called_off) {
        auto& noted = w.say_to(w.e.room, w.staff_text("noted.called_off"));
        noted.about = o.about;
        noted.tag = w.colleagues_tag();
        return true;
    }
    if (o.is_order && o.command.asks) {
        explain(w, {"asking", {}}, o.about);
        return true;
    }
    if (o.other != case_code::none) {
        ask_which(w, s, o.command, {"two_cases", code_text(o.other)}, o.about);
        return true;
    }
    if (o.is_order && o.command.also != case_code::none) {
        ask_which(w, s, o.command, {"two_codes", code_text(o.command.also)}, o.about);
        return true;
    }
    if (asked_time_again(w, s, o)) return true;
    const auto answer = answered_with(w, s, o);
    if (o.is_order || answer) run(w, s, answer.value_or(o.command), o.about);
    if (!answer || answer->verb != verb::take) return o.is_order || answer;
    // "收到，请您先到室外" to the card of an alarm is an order and words for the resident as well.
    const bool for_resident = !o.among_us && holds_any(narrowed(s.text), {"您", "请", "你", "please", "you"});
    if (for_resident && w.find(o.about)->owner == w.e.sender)
        relay_words(w, s, o.about, s.text);
    else
        note_more_than_yes(w, s, o.about);
    return true;
}

}  // namespace linli::staff
