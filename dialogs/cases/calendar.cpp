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

// How long from `t` until the clock shows `target` next; a whole day when it shows it now.
span_of_time until(span_of_time t, span_of_time target) {
    const auto d = (target - t + day) % day;
    return d == span_of_time{0} ? day : d;
}

}  // namespace

span_of_time calendar::offset_at(instant t) const {
    if (offsets.empty()) return span_of_time{0};
    const auto later = std::upper_bound(
        offsets.begin(), offsets.end(), t,
        [](instant value, const offset_change& change) { return value < change.from; });
    return later == offsets.begin() ? offsets.front().offset : std::prev(later)->offset;
}

local_time calendar::local(instant t) const {
    const auto shifted = t + offset_at(t);
    const auto days = std::chrono::floor<std::chrono::days>(shifted);
    const std::chrono::year_month_day date{days};
    const auto minutes =
        static_cast<int>(std::chrono::floor<std::chrono::minutes>(shifted - days).count());
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            minutes / 60,
            minutes % 60,
            static_cast<int>(std::chrono::weekday{days}.c_encoding())};
}

bool calendar::is_quiet(instant t) const { return within(quiet, of_day(t + offset_at(t))); }

instant calendar::after_quiet(instant t) const {
    if (!is_quiet(t)) return t;
    return t + until(of_day(t + offset_at(t)), quiet.end);
}

instant calendar::add_service(instant t, span_of_time amount, bool around_the_clock) const {
    if (around_the_clock || service.none()) return t + amount;
    const auto open_for = (service.end - service.begin + day) % day;
    t += (amount / open_for) * day;  // whole service days first, so that the loop is short
    amount %= open_for;
    if (!within(service, of_day(t + offset_at(t)))) t += until(of_day(t + offset_at(t)), service.begin);
    const auto left = until(of_day(t + offset_at(t)), service.end);
    if (amount <= left) return t + amount;
    t += left;
    return t + until(of_day(t + offset_at(t)), service.begin) + (amount - left);
}

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
