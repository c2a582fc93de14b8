// Local time of the community as pure arithmetic: UTC offsets, service hours and quiet hours are
// handed in as data, since floor 0 has neither a clock nor a zone database.
#pragma once

#include <bitset>
#include <chrono>
#include <string>
#include <vector>

#include "dialogs/time.hpp"

namespace linli {

struct offset_change {
    instant from{};         // UTC; the first one covers everything before the second
    span_of_time offset{};  // local = UTC + offset
};

// A daily span of local time; it may cross midnight (22:00-07:00). Equal ends = no span at all.
struct daily_hours {
    span_of_time begin{};
    span_of_time end{};
    bool none() const { return begin == end; }
};

struct local_time {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, weekday = 0;  // weekday 0 = Sunday
};

struct calendar {
    std::vector<offset_change> offsets;  // sorted; empty = UTC
    daily_hours quiet;                   // nobody is woken, but for P0 and P1
    daily_hours service{std::chrono::hours{8}, std::chrono::hours{20}};
    std::bitset<7> days_off;                        // 0 = Sunday
    std::vector<std::chrono::sys_days> holidays;    // local dates without service; sorted
    std::vector<std::chrono::sys_days> extra_days;  // local dates with service on a day off; sorted

    span_of_time offset_at(instant t) const;
    local_time local(instant t) const;
    std::chrono::sys_days date_of(instant t) const;  // the local date that holds `t`
    // When the clock shows that time on that local date; where it shows it twice, once of the two, and
    // where it skips it, as much later. `time_of_day` may be a day and more.
    instant at(std::chrono::sys_days local_date, span_of_time time_of_day) const;
    bool is_quiet(instant t) const;
    // `t` itself outside the quiet hours, else their end.
    instant after_quiet(instant t) const;
    // Whether there is service on the local date that holds `t`.
    bool works_on(std::chrono::sys_days local_date) const;
    bool in_service(instant t) const;
    // `t` itself in service hours, else their next beginning.
    instant next_service(instant t) const;
    // `t` plus that much service time; around the clock it is plain addition.
    instant add_service(instant t, span_of_time amount, bool around_the_clock) const;
    instant next_day(instant t) const;   // the midnight after `t`
    std::string clock(instant t) const;  // "21:40"
    // The same day "21:40", else "11-24 21:40".
    std::string when(instant t, instant now) const;

private:
    struct hours {
        instant begin{};
        instant end{};
    };
    hours next_hours(instant t) const;
};

}  // namespace linli
