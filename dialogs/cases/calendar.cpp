#include "dialogs/cases/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace linli {
namespace {

constexpr span_of_time day = std::chrono::hours{24};

span_of_time of_day(instant local_as_utc) {
    const auto t = local_as_utc.time_since_epoch() % day;
    return t < span_of_time{0} ? t + day : t;
}

bool within(const daily_hours& h, span_of_time t) {
    if (h.none()) return false;
    return h.begin < h.end ? t >= h.begin && t < h.end : t >= h.begin || t < h.end;
}

}  // namespace

span_of_time calendar::offset_at(instant t) const {
    if (offsets.empty()) return span_of_time{0};
    const auto later = std::upper_bound(offsets.begin(), offsets.end(), t,
                                        [](instant value, const offset_change& change) { return value < change.from; });
    return later == offsets.begin() ? offsets.front().offset : std::prev(later)->offset;
}

local_time calendar::local(instant t) const {
    const auto shifted = t + offset_at(t);
    const auto days = std::chrono::floor<std::chrono::days>(shifted);
    const std::chrono::year_month_day date{days};
    const auto minutes = static_cast<int>(std::chrono::floor<std::chrono::minutes>(shifted - days).count());
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            minutes / 60,
            minutes % 60,
            static_cast<int>(std::chrono::weekday{days}.c_encoding())};
}

std::chrono::sys_days calendar::date_of(instant t) const {
    return std::chrono::floor<std::chrono::days>(t + offset_at(t));
}

// The offset that holds then is not known before the instant is: a first guess leads to it.
instant calendar::at(std::chrono::sys_days local_date, span_of_time time_of_day) const {
    const auto shown = instant{local_date} + time_of_day;
    const auto guess = shown - offset_at(shown);
    const auto found = shown - offset_at(guess);
    const bool skipped = found + offset_at(found) != shown;
    return skipped ? std::max(guess, found) : found;
}

bool calendar::is_quiet(instant t) const { return within(quiet, of_day(t + offset_at(t))); }

instant calendar::after_quiet(instant t) const {
    if (!is_quiet(t)) return t;
    const auto today = at(date_of(t), quiet.end);
    return today > t ? today : at(date_of(t) + std::chrono::days{1}, quiet.end);
}

bool calendar::works_on(std::chrono::sys_days date) const {
    const auto among = [&](const std::vector<std::chrono::sys_days>& list) {
        return std::binary_search(list.begin(), list.end(), date);
    };
    if (among(extra_days)) return true;
    return !days_off.test(std::chrono::weekday{date}.c_encoding()) && !among(holidays);
}

// The service hours that hold `t`, or the next ones after it. A calendar without a working day has none:
// then `t` itself, so that a slip in the configuration stops no clock.
calendar::hours calendar::next_hours(instant t) const {
    constexpr int looked_at = 400;  // days; more than a year without service is no service at all
    auto date = date_of(t) - std::chrono::days{1};
    const auto length = service.end - service.begin + (service.end > service.begin ? span_of_time{0} : day);
    for (int i = 0; i < looked_at; ++i, date += std::chrono::days{1}) {
        if (!works_on(date)) continue;
        const auto end = at(date, service.begin + length);
        if (end > t) return {at(date, service.begin), end};
    }
    return {t, never};
}

bool calendar::in_service(instant t) const { return service.none() || next_hours(t).begin <= t; }

instant calendar::next_service(instant t) const { return service.none() ? t : std::max(t, next_hours(t).begin); }

instant calendar::add_service(instant t, span_of_time amount, bool around_the_clock) const {
    if (around_the_clock || service.none()) return t + amount;
    while (true) {
        const auto open = next_hours(t);
        t = std::max(t, open.begin);
        if (amount <= open.end - t) return t + amount;
        amount -= open.end - t;
        t = open.end;
    }
}

instant calendar::next_day(instant t) const { return at(date_of(t) + std::chrono::days{1}, span_of_time{0}); }

std::string calendar::clock(instant t) const {
    const auto l = local(t);
    return fmt::format("{:02}:{:02}", l.hour, l.minute);
}

std::string calendar::when(instant t, instant now) const {
    const auto l = local(t);
    const auto n = local(now);
    if (l.year == n.year && l.month == n.month && l.day == n.day) return clock(t);
    return fmt::format("{:02}-{:02} {}", l.month, l.day, clock(t));
}

}  // namespace linli
