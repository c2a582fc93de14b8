#include <algorithm>

#include <fmt/format.h>

#include "gateway/config/sections.hpp"
#include "gateway/config/shown.hpp"

namespace linli::gateway {
namespace {

void read_weekdays(table_reader& t, std::string_view key, std::bitset<7>& into) {
    std::vector<std::string> names;
    t.strings(key, names);
    for (const auto& name : names) {
        if (const auto day = parse_weekday(name))
            into.set(*day);
        else
            t.refuse(key,
                     fmt::format("\"{}\" must hold mon, tue, wed, thu, fri, sat, sun, and holds {}", key, shown(name)));
    }
}

void read_dates(table_reader& t, std::string_view key, std::vector<std::chrono::sys_days>& into) {
    std::vector<std::string> written;
    t.strings(key, written);
    for (const auto& text : written) {
        if (const auto dates = parse_dates(text))
            into.insert(into.end(), dates->begin(), dates->end());
        else
            t.refuse(key, fmt::format("\"{}\" must hold dates such as 2027-01-01 or 2027-02-05..2027-02-11, and "
                                      "holds {}",
                                      key, shown(text)));
    }
    std::sort(into.begin(), into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

}  // namespace

void read_calendar(table_reader& t, config& into) {
    read_weekdays(t, "days_off", into.calendar.days_off);
    read_dates(t, "holidays", into.calendar.holidays);
    read_dates(t, "extra_days", into.calendar.extra_days);
    if (into.calendar.days_off.all()) t.refuse("days_off", "\"days_off\" leaves no day with service");
}

void read_rules(table_reader& t, config& into) { t.boolean("after_photo", into.after_photo); }

void read_shift_days(table_reader& t, shift_settings& into) { read_weekdays(t, "days", into.days); }

}  // namespace linli::gateway
