#include "adapters/timestamps.hpp"

#include <fmt/format.h>

#include <charconv>

namespace linli::adapters {

namespace {

using namespace std::chrono;

constexpr instant earliest{sys_days{year{2000} / January / 1}};
constexpr instant latest{sys_days{year{2100} / January / 1}};

// `digits` digits at `at`; -1 when they are none.
int number(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return -1;
    int n = 0;
    for (const char c : text.substr(at, digits)) {
        if (c < '0' || c > '9') return -1;
        n = n * 10 + (c - '0');
    }
    return n;
}

// "", "Z", "+08:00" or "+0800".
std::optional<minutes> offset_of(std::string_view zone, minutes otherwise) {
    if (zone.empty()) return otherwise;
    if (zone == "Z" || zone == "z") return minutes{0};
    const bool colon = zone.size() == 6 && zone[3] == ':';
    if ((zone[0] != '+' && zone[0] != '-') || (!colon && zone.size() != 5)) return std::nullopt;
    const int h = number(zone, 1, 2), m = number(zone, colon ? 4 : 3, 2);
    if (h < 0 || h > 14 || m < 0 || m > 59) return std::nullopt;
    const minutes offset = hours{h} + minutes{m};
    return zone[0] == '-' ? -offset : offset;
}

}  // namespace

std::optional<instant> read_date_time(std::string_view text, minutes otherwise) {
    constexpr std::size_t seconds_end = 19;  // YYYY-MM-DD?HH:MM:SS
    if (text.size() < seconds_end || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':' ||
        (text[10] != ' ' && text[10] != 'T'))
        return std::nullopt;
    const int y = number(text, 0, 4), mo = number(text, 5, 2), d = number(text, 8, 2);
    const int h = number(text, 11, 2), mi = number(text, 14, 2), s = number(text, 17, 2);
    if (y < 2000 || y > 2099 || mo < 0 || d < 0) return std::nullopt;
    const year_month_day day{year{y}, month{static_cast<unsigned>(mo)}, std::chrono::day{static_cast<unsigned>(d)}};
    if (!day.ok() || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60) return std::nullopt;
    auto rest = text.substr(seconds_end);
    if (rest.starts_with('.')) {
        const auto end = rest.find_first_not_of("0123456789", 1);
        rest = end == rest.npos ? std::string_view{} : rest.substr(end);
    }
    const auto offset = offset_of(rest, otherwise);
    if (!offset) return std::nullopt;
    return instant{sys_days{day}} + hours{h} + minutes{mi} + seconds{s} - *offset;
}

std::optional<instant> read_epoch(std::string_view digits) {
    constexpr std::size_t millisecond_digits = 13;
    std::int64_t n = 0;
    const auto end = digits.data() + digits.size();
    const auto done = std::from_chars(digits.data(), end, n);
    if (digits.empty() || done.ec != std::errc{} || done.ptr != end || n < 0) return std::nullopt;
    if (digits.size() < millisecond_digits && n > 100'000'000'000) return std::nullopt;
    const instant when{digits.size() >= millisecond_digits ? milliseconds{n} : milliseconds{n * 1000}};
    if (when < earliest || when >= latest) return std::nullopt;
    return when;
}

std::optional<instant> read_mail_date(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    constexpr std::size_t name = 3, whole = 25;  // "24 Nov 2025 16:00:00 +0000" at its shortest
    if (const auto comma = text.find(", "); comma != text.npos) text.remove_prefix(comma + 2);
    std::string padded = text.size() == whole ? '0' + std::string(text) : std::string(text);
    if (padded.size() != whole + 1) return std::nullopt;
    const auto month = months.find(padded.substr(name, name));
    if (month == months.npos || month % name != 0) return std::nullopt;
    return read_date_time(fmt::format("{}-{:02}-{} {}{}", padded.substr(7, 4), month / name + 1, padded.substr(0, 2),
                                      padded.substr(12, 8), padded.substr(21)));
}

std::int64_t minute_of(std::optional<instant> when) {
    return when ? floor<minutes>(*when).time_since_epoch().count() : 0;
}

std::string date_utc(instant when) {
    const year_month_day day{floor<days>(when)};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string date_time_utc(instant when) {
    const hh_mm_ss time{floor<seconds>(when - floor<days>(when))};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", date_utc(when), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

}  // namespace linli::adapters
