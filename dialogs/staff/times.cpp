// Reading days and times that staff write.
#include <algorithm>

#include "dialogs/staff/moments.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

// By when, where only a day or a part of it is said.
std::optional<instant> end_of(const calendar& c, const moment& m, instant now) {
    const auto today = c.date_of(now);
    const auto at = c.at(m.day.value_or(today), m.part.value_or(working_day).by);
    if (at > now || (m.day && *m.day != today)) return at;
    // Said in the evening, today goes on until midnight; its morning is over.
    const bool goes_on = !m.part || m.part->by > working_day.by;
    if (goes_on && m.day) return c.at(today, hours{23} + minutes{59});
    return m.day ? std::optional(at) : std::nullopt;
}

// "昨天看过" is no day that somebody wants; "昨天9点" is one, and over.
bool tells_what_was(std::string_view s) {
    return holds_any(s,
                     {"过", "了", "的", "报修", "已", "没", "was ", "were ", "found ", "came ", "saw ", "had ", "ed "});
}

// By when, or nothing: of the words about one day.
std::optional<instant> time_of(const calendar& c, std::string_view words, instant now, edge which) {
    const auto today = c.date_of(now);
    auto m = read_moment(c, words, today);
    if (m.span) return now + *m.span;
    const bool one_more_day_ago = m.day && *m.day < today && !date_in(words, today);
    if (one_more_day_ago && tells_what_was(words)) return std::nullopt;
    const auto range = range_of(words);
    const auto until = m.clock && which == edge::end ? time_of_day(range.end) : std::nullopt;
    if (until) m.clock = std::max(time_of_day(range.begin).value_or(*m.clock), *until);
    if (m.clock) return m.day ? c.at(*m.day, *m.clock) : next_time(c, *m.clock, now);
    const bool in_passing = !m.day && m.part && m.part->begin == working_day.end;  // "业主下班后在家"
    return !in_passing && (m.day || m.part) ? end_of(c, m, now) : std::nullopt;
}

struct reading {
    std::string_view words;
    instant at;
    bool or_else = false;
    bool counts_less = false;  // beside another: it names no day, or only today's
};

bool is_deadline(std::string_view s) {
    return holds_any(s, {"前",   "之内", "以内", "截止", "为止", "完成",   "修好",     "装好", "换好",  "弄好",
                         "搞定", "恢复", "完工", "竣工", "结束", "finish", "complete", "done", "fixed", "ready"}) ||
           find_word(s, "by") != s.npos || find_word(s, "before") != s.npos || find_word(s, "until") != s.npos;
}

bool says_what_for(std::string_view s) {
    return s.ends_with("到") ||
           holds_any(s, {"看",      "修",     "换",    "装",      "来",  "去",     "拆",      "清",    "做",
                         "处理",    "弄",     "查",    "送",      "买",  "到货",   "上门",    "疏通",  "施工",
                         "开工",    "订",     "领",    "come",    "fix", "repair", "replace", "clean", "check",
                         "deliver", "arrive", "order", "install", "buy", "look"});
}

// Of several days the one by which it is done; the last of several steps. Nobody knows which of "明天或周五" is.
told chosen(std::vector<reading> all, instant now) {
    const auto leave_out = [&](auto which) {
        if (!std::all_of(all.begin(), all.end(), which)) std::erase_if(all, which);
    };
    leave_out([&](const reading& r) { return r.at <= now; });
    const bool either = std::any_of(all.begin(), all.end(), [](const reading& r) { return r.or_else; });
    if (!either) leave_out([](const reading& r) { return r.counts_less; });
    if (all.empty()) return {};
    const bool one = std::all_of(all.begin(), all.end(), [&](const reading& r) { return r.at == all.front().at; });
    if (one) return {all.front().at, false};
    if (either) return {{}, true};
    const auto by = [](const reading& r) { return is_deadline(r.words); };
    if (std::count_if(all.begin(), all.end(), by) == 1) return {std::find_if(all.begin(), all.end(), by)->at, false};
    const bool steps = std::all_of(all.begin(), all.end(), [](const reading& r) { return says_what_for(r.words); });
    return steps ? told{all.back().at, false} : told{{}, true};
}

// "明天25点".
bool no_clock_shows_it(std::string_view s, sys_days today) {
    return holds_no_time(s) && (named_day(s, today) || half_in(s));
}

}  // namespace

told read_told(const calendar& c, std::string_view words, instant now, edge which) {
    const auto today = c.date_of(now);
    const auto s = spelled(c, words, now);
    if (contradicts_itself(s, today)) return {{}, true};
    const auto groups = by_days(without_declined(clauses_of(s, today), today));
    std::vector<reading> all;
    for (const auto& g : groups) {
        if (no_clock_shows_it(g.text, today)) return {{}, true};
        const auto at = g.runs_on ? std::nullopt : time_of(c, g.text, now, which);
        if (!at) continue;
        const bool only_today = named_day(g.text, today) == today && !time_of_day(g.text) && !part_in(g.text);
        const bool vague = !g.has_day && !time_of_day(g.text);
        all.push_back({g.text, *at, g.or_else, only_today || vague});
    }
    return chosen(std::move(all), now);
}

std::optional<instant> find_time(const calendar& c, std::string_view words, instant now) {
    return read_told(c, words, now, edge::end).at;
}

bool unclear_time(const calendar& c, std::string_view words, instant now) {
    return read_told(c, words, now, edge::end).unclear;
}

std::vector<std::string> day_by_day(const calendar& c, std::string_view words, instant now) {
    std::vector<std::string> out;
    for (auto& one : by_days(clauses_of(spelled(c, words, now), c.date_of(now)))) out.push_back(std::move(one.text));
    return out;
}

}  // namespace linli::staff
