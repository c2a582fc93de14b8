// What a day or time is put together from (times.cpp does). All but `plain` read words as it gives them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialogs/time.hpp"

namespace linli::staff {

// time_spelling.cpp: one spelling for each thing: "下午两点半" is "下午2点30", "half an hour" "30 minutes".
std::string plain(std::string_view words);

// bare_hours.cpp: the hours that are a number alone, as those of a clock: "tomorrow 9-11" is "tomorrow 9点-11点".
std::string with_hours(std::string words, std::chrono::sys_days today);

// time_of_day.cpp: how far into the day.
// "14:30", "14点", "2点30", "2 pm" at the start, as the digits say it; the half of the day is not looked at.
std::optional<span_of_time> clock_at(std::string_view s);
// The first one that stands there, with its half of the day; noon and midnight by their names. Without a half of
// the day one to six are in the afternoon, when people are met; "03:00" is what it says.
std::optional<span_of_time> time_of_day(std::string_view s);
bool holds_no_time(std::string_view s);  // "25点", "9:75": it is meant as one, and no clock shows it
enum class half : std::uint8_t { morning, noon, afternoon, night };
std::optional<half> half_in(std::string_view s);  // the last one that it names
// A morning, as the time of a visit, and as what is promised for it.
struct part_of_day {
    span_of_time begin{};
    span_of_time end{};
    span_of_time by{};
};
std::optional<part_of_day> part_in(std::string_view s);

// dates.cpp: "11-25", "12/5", "12月3日", "5号", "dec 3", "月底". In the past where that was not long ago.
std::optional<std::chrono::sys_days> date_in(std::string_view s, std::chrono::sys_days today);

// Where a day is named, with what belongs to its name.
struct day_named {
    std::size_t at = 0;
    std::chrono::sys_days day{};
    bool of_week = false;  // "周五", "fri"
};
std::vector<day_named> dates_in(std::string_view s, std::chrono::sys_days today);  // in no order

// clauses.cpp: "每周一9点", "every Monday": what is so again and again is no day that somebody comes.
bool recurs(std::string_view s);
// "周三不行": the day that a clause says does not suit. In "没空 周三" it is the day to which something is put off.
std::optional<std::chrono::sys_days> declined_day(std::string_view s, std::chrono::sys_days today);

// days.cpp
// All that it names, in the order of the words; one beside another that is the same day is left out.
std::vector<day_named> days_named(std::string_view s, std::chrono::sys_days today);
// A day by its name or date: "明天", "下周三", "next wed". 今天 is named too, though a span says more than it.
std::optional<std::chrono::sys_days> named_day(std::string_view s, std::chrono::sys_days today);
std::optional<span_of_time> span_in(std::string_view s);       // "2h", "30分钟": how long from now
std::optional<std::chrono::days> days_in(std::string_view s);  // "3天", "in 2 weeks"
std::optional<int> working_days_in(std::string_view s);        // "3个工作日"

// clauses.cpp: where another day begins, other words begin.
struct clause {
    std::string text;
    bool has_day = false;
    bool bare = false;     // a day and nothing more: "明天"
    bool runs_on = false;  // to the day of the next one: "周三到" of "周三到周五"
    bool or_else = false;  // "或" stands before it
    bool apart = false;    // it is said by itself: "|" or a full stop stands before it
};
std::vector<clause> clauses_of(std::string_view s, std::chrono::sys_days today);
// A day with all that is said of it: what names no day goes with the one before.
std::vector<clause> by_days(std::vector<clause> clauses);
// Without what does not suit and what is so again and again; an hour behind a day that was declined is one of that day:
// "周五上午没空，下午2点来".
std::vector<clause> without_declined(std::vector<clause> clauses, std::chrono::sys_days today);
std::string written_day(std::chrono::sys_days day);  // "2026-11-25"
bool declines(std::string_view s);                   // "周五上午没空": what it names is no time that is offered
bool contradicts_itself(std::string_view s, std::chrono::sys_days today);  // a weekday beside a date that is none

}  // namespace linli::staff
