// A time as words say it, before it is looked up in the calendar; shared by the readers of times and of visits.
// Words are those that `spelled` gives.
#pragma once

#include "dialogs/staff/staff.hpp"
#include "dialogs/staff/time_words.hpp"

namespace linli::staff {

// What a bare day means.
inline constexpr part_of_day working_day{std::chrono::hours{9}, std::chrono::hours{18}, std::chrono::hours{18}};

std::string spelled(const calendar& c, std::string_view words, instant now);

// What stands in the words, not yet put together.
struct moment {
    std::optional<std::chrono::sys_days> day;
    std::optional<span_of_time> clock;
    std::optional<part_of_day> part;
    std::optional<span_of_time> span;  // from now; where nothing says more
};

moment read_moment(const calendar& c, std::string_view s, std::chrono::sys_days today);
instant next_time(const calendar& c, span_of_time clock, instant now);  // that a clock shows it

// "周三 9:00-11:00", "周三 9-11点": where it begins and where it ends.
struct time_range {
    std::string begin;
    std::string end;
};
time_range range_of(std::string_view s);

// times.cpp
enum class edge : std::uint8_t { begin, end };  // of "9点到11点"

// What words say of a time. Not clear: no clock shows it, or several days stand there.
struct told {
    std::optional<instant> at{};
    bool unclear = false;
    bool says_something() const { return at || unclear; }
    bool operator==(const told&) const = default;
};

told read_told(const calendar& c, std::string_view words, instant now, edge which);

}  // namespace linli::staff
