#include "dialogs/staff/moments.hpp"

#include <algorithm>
#include <utility>

#include "dialogs/staff/written.hpp"

namespace linli::staff {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Where there is service on every day of the week, those who deliver parts still rest at the weekend. A Saturday that
// the calendar names as a day with service is a working day.
bool is_working_day(const calendar& c, sys_days date) {
    const bool weekend = std::chrono::weekday{date}.iso_encoding() > 5;
    return c.works_on(date) && (!weekend || std::binary_search(c.extra_days.begin(), c.extra_days.end(), date));
}

sys_days after_working_days(const calendar& c, sys_days today, int n) {
    constexpr int looked_at = 400;  // days; a calendar without a working day ends somewhere
    auto date = today;
    for (int i = 0; i < looked_at && n > 0; ++i) n -= is_working_day(c, ++date);
    return date;
}

// From now, where nothing nearer is said.
void read_distance(const calendar& c, std::string_view s, sys_days today, moment& m) {
    if (const auto n = working_days_in(s))
        m.day = after_working_days(c, today, *n);
    else if (const auto ahead = days_in(s))
        m.day = today + *ahead;
}

std::string_view written(half which) {
    switch (which) {
        case half::morning:
            return "上午";
        case half::noon:
            return "中午";
        case half::afternoon:
            return "下午";
        case half::night:
            return "晚上";
    }
    return {};
}

// "下午2点-4点" ends at four in the afternoon, "凌晨3点到5点" before dawn, and "2-4pm" begins at two: the half of
// the day is said once. "10-2pm" begins in the morning all the same, and "上午9点到3点" ends after noon.
time_range with_both_halves(std::string begin, std::string end) {
    if (!time_of_day(begin)) begin += "点";
    const auto first = half_in(begin), second = half_in(end);
    if (!first && second) {
        const auto tried = begin + (*second == half::morning ? "am" : "pm");
        const auto from = time_of_day(tried), to = time_of_day(end);
        if (from < to)
            begin = tried;
        else if (to < time_of_day(begin) && *second != half::morning)
            begin += "am";
    }
    if (first && !second) {
        const auto tried = std::string(written(*first)) + end;
        if (time_of_day(tried) > time_of_day(begin)) return {std::move(begin), tried};
    }
    if (!second && time_of_day(end) < time_of_day(begin)) end.insert(0, written(half::afternoon));
    return {std::move(begin), std::move(end)};
}

}  // namespace

std::string spelled(const calendar& c, std::string_view words, instant now) {
    return with_hours(plain(words), c.date_of(now));
}

moment read_moment(const calendar& c, std::string_view s, sys_days today) {
    moment m{named_day(s, today), time_of_day(s), part_in(s), {}};
    const bool over = m.day && *m.day < today;
    const bool exact = m.clock || m.day.value_or(today) != today;
    if (!exact || over) m.span = span_in(s);
    if (!m.span && (!m.day || over)) read_distance(c, s, today, m);
    // "昨天9点报的，3天内修": what was is told beside it.
    const bool ahead = over && (m.span || *m.day >= today);
    return ahead ? moment{m.span ? std::nullopt : m.day, {}, {}, m.span} : m;
}

instant next_time(const calendar& c, span_of_time clock, instant now) {
    const auto today = c.date_of(now);
    const auto later = c.at(today, clock);
    return later > now ? later : c.at(today + days{1}, clock);
}

time_range range_of(std::string_view s) {
    for (std::size_t i = 1; i < s.size(); ++i)
        for (std::string_view to : {"-", "–", "~", "到", "至", "to "}) {
            if (!s.substr(i).starts_with(to)) continue;
            const auto begin = trimmed_back(s.substr(0, i)), end = trimmed_front(s.substr(i + to.size()));
            const bool from_hour =
                !begin.empty() && (is_digit(begin.back()) || ends_with_any(begin, {"点", "am", "pm"}));
            if (from_hour && clock_at(end)) return with_both_halves(std::string(begin), std::string(end));
        }
    return {std::string(s), {}};
}

}  // namespace linli::staff
