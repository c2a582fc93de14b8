// The times that are offered for a visit.
#include <algorithm>

#include "dialogs/staff/moments.hpp"
#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

// A part of a day that has begun is what is left of it, from the next half hour.
slot rest_of(slot s, instant now) {
    using half_hours = std::chrono::duration<int, std::ratio<1800>>;
    if (s.from <= now && now + minutes{30} < s.to) s.from = std::chrono::ceil<half_hours>(now);
    return s;
}

struct offer {
    std::string words;
    // That another clause tells: what was declined before it ("周五上午没空，下午2点来"), or a day that shares its
    // hours.
    std::optional<sys_days> day{};
    bool bare = false;   // a day and nothing more
    bool apart = false;  // from the one before it
};

// `day` is the one that was said before: "明天上午或下午".
std::optional<slot> slot_in(const calendar& c, const offer& one, std::optional<sys_days>& day, instant now) {
    const auto& words = one.words;
    const auto range = range_of(words);
    auto m = read_moment(c, range.begin, c.date_of(now));
    if (!m.day) m.day = named_day(words, c.date_of(now));
    const bool own_day = m.day && !(one.day && named_day(words, c.date_of(now)));
    if (own_day)
        day = m.day;
    else if (one.day)
        day = one.day;
    if (!own_day && !m.span) m.day = day;
    if (m.clock) {
        const auto from = m.day ? c.at(*m.day, *m.clock) : next_time(c, *m.clock, now);
        slot s{from, from + hours{1}};
        if (const auto until = time_of_day(range.end))
            if (const auto to = c.at(c.date_of(from), *until); to > from) s.to = to;
        return s;
    }
    if (m.span) return slot{now + *m.span, now + *m.span + hours{1}};
    if (!m.day && !m.part) return std::nullopt;
    const auto on = m.day.value_or(c.date_of(now));
    const auto part = m.part.value_or(working_day);
    return rest_of({c.at(on, part.begin), c.at(on, part.end)}, now);
}

// Whether words tell more of a time than a day: "明天" alone is completed by the hour that follows.
bool tells_hours(std::string_view s) { return time_of_day(s) || part_in(s); }

// "周五", "12月13日": a clause that is a day, whatever the size of its date.
bool is_day_alone(const clause& one, sys_days today) {
    if (!one.has_day || tells_hours(one.text) || span_in(one.text)) return false;
    auto date = one.text;
    for (const std::string_view sign : {" ", "年", "月", "日", "号", "-", "/", "和"}) replace_all(date, sign, "");
    return one.bare || (date_in(one.text, today) && std::all_of(date.begin(), date.end(), is_digit));
}

// Several days before one hour: each has it. Today is what is left of it where that hour is over.
void share_hours(const calendar& c, std::vector<offer>& all, instant now) {
    for (auto i = all.size(); i-- > 1;) {
        auto& before = all[i - 1];
        if (!before.bare || all[i].apart || !named_day(all[i].words, c.date_of(now)) || !tells_hours(all[i].words))
            continue;
        const offer shared{all[i].words, named_day(before.words, c.date_of(now)), false, before.apart};
        auto day = shared.day;
        if (const auto s = slot_in(c, shared, day, now); s && s->from >= now) before = shared;
    }
}

// "今明两天" names both days; elsewhere it says by when.
std::string day_for_day(std::string_view words) {
    auto s = narrowed(words);
    for (const std::string_view count : {"三天", "3天", "天"})
        replace_all(s, "今明后" + std::string(count), "今天、明天、后天");
    for (const std::string_view count : {"两天", "二天", "2天", "天"}) {
        replace_all(s, "今明" + std::string(count), "今天、明天");
        replace_all(s, "明后" + std::string(count), "明天、后天");
    }
    return s;
}

// "明天9点和14点" are two times, as "明天9点、14点" are.
std::string listed(std::string s) {
    for (auto at = s.find("和"); at != s.npos; at = s.find("和", at + 1)) {
        const auto before = std::string_view(s).substr(0, at),
                   after = std::string_view(s).substr(at + std::string_view("和").size());
        const bool behind_clock = before.ends_with("点") || (before.size() > 2 && before[before.size() - 3] == ':');
        if (behind_clock && clock_at(after)) s.replace(at, std::string_view("和").size(), "、");
    }
    return s;
}

// The words of each time that is offered. None where one of them is not clear.
std::vector<offer> offers_in(std::string_view s, sys_days today) {
    std::vector<offer> out;
    std::optional<sys_days> declined;
    if (contradicts_itself(s, today)) return out;
    for (const auto& one : clauses_of(s, today)) {
        if (one.runs_on || (holds_no_time(one.text) && (one.has_day || half_in(one.text)))) return {};
        if (recurs(one.text)) continue;
        if (declines(one.text)) {
            const auto day = named_day(one.text, today);
            if (day) declined = *day > today ? day : std::nullopt;
            continue;
        }
        const bool tells = tells_hours(one.text), exact = time_of_day(one.text).has_value();
        if (!one.has_day && !tells && !span_in(one.text) && !days_in(one.text)) continue;
        if (!one.has_day && !tells && !out.empty()) continue;  // "大约2小时"
        const bool in_passing = !one.has_day && !exact && !out.empty() && one.text.find("下班") != std::string::npos &&
                                !ends_with_any(one.text, {"后", "来", "上门"});
        if (in_passing) continue;  // "明天14:00，业主下班后在家"
        auto* last = out.empty() || declined ? nullptr : &out.back().words;
        const bool joins = last && !one.or_else && one.has_day != named_day(*last, today).has_value() &&
                           (one.has_day ? one.bare : !time_of_day(*last) && (exact || !part_in(*last)));
        if (joins)
            *last = one.has_day ? one.text + " " + *last : *last + " " + one.text;
        else
            out.push_back({one.text, one.has_day ? std::nullopt : declined, false, one.apart});
        auto& latest = out.back();
        if (joins && one.has_day) latest.day.reset();
        latest.bare = !joins && is_day_alone(one, today);
        declined.reset();
    }
    const auto over = [&](const offer& x) { return named_day(x.words, today).value_or(today) < today; };
    if (!std::all_of(out.begin(), out.end(), over)) std::erase_if(out, over);
    return out;
}

}  // namespace

std::vector<slot> find_slots(const calendar& c, std::string_view words, instant now) {
    constexpr std::size_t slots_max = 3;
    auto all = offers_in(listed(spelled(c, day_for_day(words), now)), c.date_of(now));
    share_hours(c, all, now);
    std::vector<slot> out;
    std::optional<sys_days> day;
    for (const auto& one : all)
        if (const auto found = slot_in(c, one, day, now); found && out.size() < slots_max) out.push_back(*found);
    return out;
}

}  // namespace linli::staff
