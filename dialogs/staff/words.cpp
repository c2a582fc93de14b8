// Reading what staff write: the verb and the case.
//
//   order = [case] verb [case] [words] [case]
//
// Looked for in the folded text, where full-width signs are plain ones, and cut out of the text as it was
// written. A verb ends at a blank or at a mark. What could as well be said to a resident is no verb.
#include <algorithm>
#include <array>

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/written.hpp"
#include "dialogs/understanding/folded.hpp"
#include "dialogs/understanding/text.hpp"

namespace linli::staff {
namespace {

struct spelling_of {
    verb v;
    std::u32string_view slash;
    std::u32string_view chinese;
    bool alone = false;  // counts only where nothing but a case stands beside it
};

constexpr std::array verbs{
    spelling_of{verb::take, U"/take", U"接单"},         spelling_of{verb::assign, U"/assign", U"转派"},
    spelling_of{verb::plan, U"/plan", U"方案"},         spelling_of{verb::onsite, U"/onsite", U"到场"},
    spelling_of{verb::wait, U"/wait", U"等待"},         spelling_of{verb::done, U"/done", U"完成"},
    spelling_of{verb::reject, U"/reject", U"驳回"},     spelling_of{verb::note, U"/note", U"备注"},
    spelling_of{verb::add, U"/new", U"登记"},           spelling_of{verb::cases, U"/cases", U"工单"},
    spelling_of{verb::help, U"/help", U"帮助"},         spelling_of{verb::join, U"/join", U"加入"},
    spelling_of{verb::undo, U"/undo", U"撤回"},         spelling_of{verb::verify, U"/verify", U"核实"},
    spelling_of{verb::visit, U"/visit", U"上门"},       spelling_of{verb::findings, U"/found", U"查明"},
    spelling_of{verb::safe, U"/safe", U"止险"},         spelling_of{verb::approve, U"/approve", U"批准"},
    spelling_of{verb::priority, U"/priority", U"改级"}, spelling_of{verb::refer, U"/refer", U"转出"},
    spelling_of{verb::merge, U"/merge", U"合并"},       spelling_of{verb::list, U"/list", U"清单"},
    spelling_of{verb::skip, U"/skip", U"免做"},         spelling_of{verb::lesson, U"/lesson", U"总结"},
    spelling_of{verb::reopen, U"/reopen", U"重开"},     spelling_of{verb::say, U"/say", U"回复"},
    spelling_of{verb::find, U"/find", U"查找"},         spelling_of{verb::find, U"/find", U"上次怎么修的"},
    spelling_of{verb::dossier, U"/dossier", U"卷宗"},   spelling_of{verb::remove, U"/remove", U"移除"},
    spelling_of{verb::remove, U"/remove", U"请出"},     spelling_of{verb::assign, U"/assign", U"转给"},
    spelling_of{verb::decline, U"/decline", U"不接"},   spelling_of{verb::take, U"/take", U"我来接", true},
    spelling_of{verb::take, U"/take", U"我接", true},
};

constexpr std::u32string_view marks = U":,.!-";
constexpr std::u32string_view firm_marks = U":-";  // the others may end the first clause of a sentence

bool blank(char32_t c) { return c == U' ' || c == U'\n' || c == U'\t'; }
bool among(std::u32string_view list, char32_t c) { return c != U'\0' && list.find(c) != list.npos; }
bool separates(char32_t c) { return blank(c) || among(marks, c); }
bool closes(const folded& f, std::size_t at) { return at >= f.size() || blank(f.at(at)); }

std::size_t past_blanks(const folded& f, std::size_t at) {
    while (blank(f.at(at))) ++at;
    return at;
}

std::size_t past_separators(const folded& f, std::size_t at) {
    while (separates(f.at(at))) ++at;
    return at;
}

folded folded_text(std::string_view text) { return folder(std::vector<spelling>{}).fold(text); }

struct found_code {
    case_code code{};
    std::size_t end = 0;
};

std::optional<found_code> code_at(const folded& f, std::size_t at) {
    constexpr std::size_t digits_max = 12;
    if (f.at(at) != U'c' || f.at(at + 1) != U'p' || (at > 0 && is_word(f.at(at - 1)))) return std::nullopt;
    std::size_t end = at + 2;
    if (f.at(end) == U'-' || f.at(end) == U' ') ++end;
    const auto from = end;
    std::int64_t n = 0;
    for (; is_digit(f.at(end)) && end - from < digits_max; ++end) n = n * 10 + (f.at(end) - U'0');
    if (end == from) return std::nullopt;
    return found_code{static_cast<case_code>(n), end};
}

std::optional<found_code> first_code(const folded& f) {
    for (std::size_t i = 0; i < f.size(); ++i)
        if (const auto found = code_at(f, i)) return found;
    return std::nullopt;
}

struct found_verb {
    verb v = verb::none;
    std::size_t end = 0;
    bool slash = false;
    bool loose = false;  // what follows could be the rest of a sentence
    bool alone = false;
    bool names = false;  // "转派给…": somebody's name follows, where it is not said to the resident
};

bool about_a_case(verb v) {
    for (const auto other : {verb::none, verb::add, verb::cases, verb::help, verb::join, verb::find, verb::remove})
        if (v == other) return false;
    return true;
}

// Verbs that are nothing without words: only these are believed in plain English.
bool wants_words(verb v) {
    for (const auto wants : {verb::assign, verb::plan, verb::wait, verb::done, verb::reject, verb::note, verb::verify,
                             verb::visit, verb::findings, verb::refer, verb::lesson})
        if (v == wants) return true;
    return false;
}

// "/done", "/done@our_bot", "/done换了软管"; but "/donewell" is none.
std::optional<found_verb> slash_at(const folded& f, std::size_t at, const spelling_of& s) {
    if (f.chars.compare(at, s.slash.size(), s.slash) != 0) return std::nullopt;
    auto end = at + s.slash.size();
    const auto of_name = [&](char32_t c) { return is_word(c) || c == U'_'; };
    if (f.at(end) == U'@') do
            ++end;
        while (of_name(f.at(end)));
    if (of_name(f.at(end)) || f.at(end) == U'/') return std::nullopt;
    return found_verb{s.v, end, true};
}

// "note: …", "done - …": without such a mark it is a word like any other.
std::optional<found_verb> english_at(const folded& f, std::size_t at, const spelling_of& s) {
    const auto word = s.slash.substr(1);
    if (!wants_words(s.v) || f.chars.compare(at, word.size(), word) != 0) return std::nullopt;
    const auto end = at + word.size();
    const auto next = past_blanks(f, end);
    const bool dash = next > end && f.at(next) == U'-' && closes(f, next + 1);
    if (f.at(end) != U':' && !dash) return std::nullopt;
    return found_verb{s.v, end};
}

// Whether this is said to the resident rather than of the work.
bool speaks_to_somebody(std::u32string_view words) {
    return std::any_of(words.begin(), words.end(), [](char32_t c) { return among(U"您你请吗?", c); });
}

// "完成了，换了软管": told as done. "完成了没有", "完成了，您看看": not.
std::optional<found_verb> told_as_done(const folded& f, found_verb v) {
    const bool step = v.v == verb::done || v.v == verb::take || v.v == verb::onsite || v.v == verb::safe;
    if (!step || f.at(v.end) != U'了') return std::nullopt;
    ++v.end;
    const bool ends = closes(f, v.end) || among(marks, f.at(v.end));
    if (!ends || speaks_to_somebody(std::u32string_view(f.chars).substr(v.end))) return std::nullopt;
    v.loose = true;
    return v;
}

std::optional<found_verb> chinese_at(const folded& f, std::size_t at, const spelling_of& s) {
    if (f.chars.compare(at, s.chinese.size(), s.chinese) != 0) return std::nullopt;
    found_verb v{s.v, at + s.chinese.size()};
    v.alone = s.alone;
    const auto c = f.at(v.end);
    if (closes(f, v.end)) return v;
    if (s.v == verb::find && (c == U'?' || c == U':')) {
        if (c == U'?') ++v.end;
        return v;
    }
    if (!about_a_case(s.v)) return std::nullopt;
    if (among(firm_marks, c) || code_at(f, v.end)) return v;
    if (among(marks, c)) {
        v.loose = true;
        return v;
    }
    // "转派给赵师傅", "转给赵师傅", "撤回刚才那句", "备注这家养狗": nobody says so to a resident.
    if (s.v == verb::note) return v;
    if (s.v == verb::assign || s.v == verb::undo) {
        if (c == U'给') ++v.end;
        v.names = true;
        return v;
    }
    if (s.v == verb::merge && c == U'到' && code_at(f, past_blanks(f, v.end + 1))) {
        ++v.end;
        return v;
    }
    return told_as_done(f, v);
}

found_verb verb_at(const folded& f, std::size_t at) {
    for (const auto& s : verbs) {
        if (const auto found = slash_at(f, at, s)) return *found;
        if (const auto found = chinese_at(f, at, s)) return *found;
        if (const auto found = english_at(f, at, s)) return *found;
    }
    return {};
}

// "CP-0002 都好了", "、CP-0002": a case at the head of what stands behind the first.
std::optional<found_code> next_code(const folded& f, std::size_t at) {
    while (separates(f.at(at)) || among(U"、和跟与及&+/", f.at(at))) ++at;
    return code_at(f, at);
}

bool takes_one_case(verb v) {
    for (const auto takes_more : {verb::merge, verb::note, verb::lesson, verb::find, verb::dossier})
        if (v == takes_more) return false;
    return about_a_case(v);
}

// A case named after everything else, and where it begins.
std::optional<std::pair<case_code, std::size_t>> code_at_end(const folded& f, std::size_t from) {
    auto end = f.size();
    while (end > from && separates(f.at(end - 1))) --end;
    for (auto i = from; i < end; ++i) {
        const auto found = code_at(f, i);
        const bool apart = i == from || separates(f.at(i - 1));
        if (found && found->end == end && apart) return std::pair{found->code, i};
    }
    return std::nullopt;
}

// What a question is made of that names nothing: "完成 CP-0001 了没有", "/done CP-0001 吗？".
bool only_asks(std::string_view rest) {
    while (ends_with_any(rest, {"?", "？", " "}))
        rest.remove_suffix(rest.ends_with("？") ? std::string_view("？").size() : 1);
    constexpr auto words =
        std::to_array<std::string_view>({"", "吗", "了吗", "没", "没有", "了没", "了没有", "行不行", "好不好", "行吗",
                                         "好吗", "可以吗", "好了吗", "好了没", "好了没有", "怎么样", "呢"});
    return std::find(words.begin(), words.end(), rest) != words.end();
}

// "转派给工程部了，稍后联系您" is a sentence; of "转派给赵师傅" nothing goes out, known or not.
bool is_sentence(std::string_view words) { return words.empty() || holds_any(words, {"了", "您", "你"}); }

words no_verb(const folded& f, bool slash) {
    words out;
    out.slash = slash;
    out.rest = out.all = f.words(0, f.size());
    return out;
}

}  // namespace

// "CP-0003 上门 约好了吗？" is talk among colleagues.
bool is_question(verb v, std::string_view rest) {
    for (const auto may_ask : {verb::verify, verb::say, verb::note})
        if (v == may_ask) return false;
    if (!about_a_case(v) || rest.empty()) return false;
    return only_asks(rest) || ends_with_any(rest, {"?", "？", "吗", "了没有", "了没", "行不行", "好不好", "可不可以"});
}

std::optional<case_code> find_code(std::string_view text) {
    const auto found = first_code(folded_text(text));
    return found ? std::optional(found->code) : std::nullopt;
}

std::optional<case_code> code_of_card(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    const auto f = folded_text(line);
    for (std::size_t i = 0; i < f.size(); ++i) {
        const auto found = code_at(f, i);
        if (found)
            return line.substr(f.from[found->end]).starts_with(" · ") ? std::optional(found->code) : std::nullopt;
        if (is_word(f.at(i)) || is_han(f.at(i))) break;  // words before it: no card
    }
    return std::nullopt;
}

std::string without_code(std::string_view words, case_code code) {
    const auto f = folded_text(words);
    const auto found = code_at(f, 0);
    if (!found || found->code != code) return std::string(words);
    return std::string(f.words(past_separators(f, found->end), f.size()));
}

std::optional<std::string_view> for_colleagues(std::string_view text) {
    constexpr auto marks_of_it =
        std::to_array<std::string_view>({"/", "／", "、"});  // "、、" is // on a Chinese keyboard
    auto rest = text;
    for (int i = 0; i < 2; ++i) {
        const auto mark = std::find_if(marks_of_it.begin(), marks_of_it.end(),
                                       [&](std::string_view m) { return rest.starts_with(m); });
        if (mark == marks_of_it.end()) return starts_with_any(text, {"@", "＠"}) ? std::optional(text) : std::nullopt;
        rest.remove_prefix(mark->size());
    }
    return trimmed_front(rest);
}

std::string verb_name(verb v) {
    std::string out;
    const auto found = std::find_if(verbs.begin(), verbs.end(), [&](const spelling_of& s) { return s.v == v; });
    if (found == verbs.end()) return out;
    for (const auto c : found->slash.substr(1)) append_utf8(out, c);
    return out;
}

verb verb_named(std::string_view name) { return read_words("/" + std::string(name)).verb; }

words read_words(std::string_view text) {
    const auto f = folded_text(text);
    const auto begin = past_blanks(f, 0);
    const auto front = code_at(f, begin);
    const auto at = front ? past_separators(f, front->end) : begin;
    const auto found = verb_at(f, at);
    const bool of_front = !front || found.slash || found.v == verb::find || about_a_case(found.v);
    if (found.v == verb::none || !of_front) return no_verb(f, f.at(at) == U'/' && f.at(at + 1) != U'/');

    words out;
    out.verb = found.v;
    out.slash = found.slash;
    auto from = past_separators(f, found.end);
    auto to = f.size();
    out.all = f.words(from, to);
    if (front) {
        out.code = front->code;
        out.where = named_at::front;
    } else if (const auto behind = code_at(f, from)) {
        const auto next = f.at(behind->end);
        out.code = behind->code;
        out.where = named_at::behind;
        out.in_passing = found.loose && behind->end < f.size() && !separates(next);
        from = past_separators(f, behind->end);
    } else if (const auto last = about_a_case(found.v) ? code_at_end(f, from) : std::nullopt) {
        out.code = last->first;
        out.where = named_at::end;
        to = last->second;
        while (to > from && (blank(f.at(to - 1)) || among(U":,-", f.at(to - 1)))) --to;
    }
    const bool named = front || out.where == named_at::behind;
    if (const auto second = named && takes_one_case(out.verb) ? next_code(f, from) : std::nullopt;
        second && second->code != out.code) {
        out.also = second->code;
        from = past_separators(f, second->end);
    }
    out.rest = f.words(from, to);
    if (is_question(out.verb, out.rest)) {
        // The code behind the verb is how orders are written: a time or a plan that is put as a question is one.
        const bool offers = out.where == named_at::behind && (out.verb == verb::visit || out.verb == verb::plan);
        out.in_passing = out.in_passing || (!out.slash && !offers);
        out.asks = out.slash ? only_asks(out.rest) : out.verb != verb::visit;
    }
    const bool more = !out.rest.empty() && out.rest != "吧";
    const bool told_otherwise = (found.alone && more) || (found.names && is_sentence(out.all));
    return told_otherwise ? no_verb(f, false) : out;
}

}  // namespace linli::staff
