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
    std::optional<sys_days> day{};  // of what was declined before it: "周五上午没空，下午2点来"
};

// `day` is the one that was said before: "明天上午或下午".
std::optional<slot> slot_in(const calendar& c, std::string_view words, std::optional<sys_days>& day, instant now) {
    const auto range = range_of(words);
    auto m = read_moment(c, range.begin, c.date_of(now));
    if (!m.day) m.day = named_day(words, c.date_of(now));
    if (m.day) day = m.day;
    else if (!m.span) m.day = day;
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

// The words of each time that is offered. None where one of them is not clear.
std::vector<offer> offers_in(std::string_view s, sys_days today) {
    std::vector<offer> out;
    std::optional<sys_days> declined;
    if (contradicts_itself(s, today)) return out;
    for (const auto& one : clauses_of(s, today)) {
        if (one.runs_on || (holds_no_time(one.text) && (one.has_day || half_in(one.text)))) return {};
        if (declines(one.text)) {
            const auto day = named_day(one.text, today);
            if (day) declined = *day > today ? day : std::nullopt;
            continue;
        }
        const bool tells = tells_hours(one.text), exact = time_of_day(one.text).has_value();
        if (!one.has_day && !tells && !span_in(one.text) && !days_in(one.text)) continue;
        if (!one.has_day && !tells && !out.empty()) continue;  // "大约2小时"
        auto* last = out.empty() || declined ? nullptr : &out.back().words;
        const bool joins = last && !one.or_else && one.has_day != named_day(*last, today).has_value() &&
                           (one.has_day ? one.bare : !time_of_day(*last) && (exact || !part_in(*last)));
        if (joins) *last = one.has_day ? one.text + " " + *last : *last + " " + one.text;
        else out.push_back({one.text, one.has_day ? std::nullopt : declined});
        declined.reset();
    }
    const auto over = [&](const offer& x) { return named_day(x.words, today).value_or(today) < today; };
    if (!std::all_of(out.begin(), out.end(), over)) std::erase_if(out, over);
    return out;
}

}  // namespace

std::vector<slot> find_slots(const calendar& c, std::string_view words, instant now) {
    constexpr std::size_t slots_max = 3;
    const auto all = offers_in(spelled(c, words, now), c.date_of(now));
    std::vector<slot> out;
    std::optional<sys_days> day;
    for (const auto& one : all) {
        if (one.day) day = one.day;
        if (const auto found = slot_in(c, one.words, day, now); found && out.size() < slots_max) out.push_back(*found);
    }
    return out;
}

}  // namespace linli::staff
