// What a day or time is put together from (times.cpp does). All but `plain` read words as it gives them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "dialogs/time.hpp"

namespace linli::staff {

// time_spelling.cpp: one spelling for each thing: "下午两点半" is "下午2点30", "half an hour" "30 minutes".
std::string plain(std::string_view words);

// time_of_day.cpp: how far into the day.
// "14:30", "14点", "2点30", "2 pm" at the start, as the digits say it; the half of the day is not looked at.
std::optional<span_of_time> clock_at(std::string_view s);
// The first one that stands there, with its half of the day; noon and midnight by their names.
std::optional<span_of_time> time_of_day(std::string_view s);
bool afternoon(std::string_view s);   // it says the half after noon
bool names_half(std::string_view s);  // it says either
// A morning, as the time of a visit, and as what is promised for it.
struct part_of_day {
    span_of_time begin{};
    span_of_time end{};
    span_of_time by{};
};
std::optional<part_of_day> part_in(std::string_view s);

// dates.cpp: "11-25", "12/5", "12月3日", "5号", "dec 3", "月底". In the past where that was not long ago.
std::optional<std::chrono::sys_days> date_in(std::string_view s, std::chrono::sys_days today);

// days.cpp
// A day by its name or date: "明天", "下周三", "next wed". 今天 is named too, though a span says more than it.
std::optional<std::chrono::sys_days> named_day(std::string_view s, std::chrono::sys_days today);
std::optional<span_of_time> span_in(std::string_view s);         // "2h", "30分钟": how long from now
std::optional<std::chrono::days> days_in(std::string_view s);    // "3天", "in 2 weeks"
std::optional<int> working_days_in(std::string_view s);          // "3个工作日"

}  // namespace linli::staff
