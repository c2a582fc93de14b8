#include "dialogs/cases/calendar.hpp"

#include <catch2/catch.hpp>

using namespace linli;
using namespace std::chrono;

namespace {

instant utc(int y, int m, int d, int h, int min) {
    return instant{sys_days{year{y} / m / d} + hours{h} + minutes{min}};
}

calendar shanghai() {
    calendar c;
    c.offsets = {{instant{}, hours{8}}};
    c.quiet = {hours{22}, hours{7}};
    return c;
}

// Summer time in 2026: from 29 March to 25 October, each at 01:00 UTC.
calendar london() {
    calendar c;
    c.offsets = {{instant{}, hours{0}}, {utc(2026, 3, 29, 1, 0), hours{1}}, {utc(2026, 10, 25, 1, 0), hours{0}}};
    c.quiet = {hours{22}, hours{7}};
    return c;
}

constexpr sys_days day_of(int m, int d) { return sys_days{year{2026} / m / d}; }

}  // namespace

TEST_CASE("quiet hours cross midnight in local time", "[calendar]") {
    const auto c = shanghai();
    CHECK_FALSE(c.is_quiet(utc(2026, 11, 24, 13, 59)));  // 21:59
    CHECK(c.is_quiet(utc(2026, 11, 24, 14, 0)));
    CHECK(c.is_quiet(utc(2026, 11, 24, 22, 59)));  // 06:59
    CHECK_FALSE(c.is_quiet(utc(2026, 11, 24, 23, 0)));
    CHECK(c.after_quiet(utc(2026, 11, 24, 15, 0)) == utc(2026, 11, 24, 23, 0));
    CHECK(c.after_quiet(utc(2026, 11, 24, 13, 0)) == utc(2026, 11, 24, 13, 0));
}

TEST_CASE("service time runs only while the desk is open", "[calendar]") {
    const auto c = shanghai();
    CHECK(c.add_service(utc(2026, 11, 24, 2, 0), minutes{30}, false) == utc(2026, 11, 24, 2, 30));
    // 19:50 + 30 min: ten today, twenty tomorrow from 08:00
    CHECK(c.add_service(utc(2026, 11, 24, 11, 50), minutes{30}, false) == utc(2026, 11, 25, 0, 20));
    CHECK(c.add_service(utc(2026, 11, 24, 13, 40), minutes{30}, false) == utc(2026, 11, 25, 0, 30));
    CHECK(c.add_service(utc(2026, 11, 24, 13, 40), minutes{30}, true) == utc(2026, 11, 24, 14, 10));
    CHECK(c.add_service(utc(2026, 11, 24, 2, 0), hours{24}, false) == utc(2026, 11, 26, 2, 0));
}

TEST_CASE("a desk that is open day and night counts every hour", "[calendar]") {
    auto c = shanghai();
    c.service = {hours{0}, hours{24}};
    const auto t = utc(2026, 11, 24, 14, 0);
    CHECK(c.in_service(t));
    CHECK(c.add_service(t, hours{5}, false) == t + hours{5});
}

TEST_CASE("the offset table follows a summer time change", "[calendar]") {
    calendar c;
    const auto change = utc(2026, 3, 29, 1, 0);
    c.offsets = {{instant{}, hours{1}}, {change, hours{2}}};
    CHECK(c.clock(change - minutes{1}) == "01:59");
    CHECK(c.clock(change) == "03:00");
    CHECK(c.when(change, change + hours{1}) == "03:00");
    CHECK(c.when(change, change + hours{30}) == "03-29 03:00");
}

TEST_CASE("a time of day is found on either side of a clock change", "[calendar]") {
    const auto c = london();
    CHECK(c.at(day_of(3, 28), hours{14}) == utc(2026, 3, 28, 14, 0));
    CHECK(c.at(day_of(3, 29), hours{0}) == utc(2026, 3, 29, 0, 0));
    CHECK(c.at(day_of(3, 29), hours{14}) == utc(2026, 3, 29, 13, 0));
    CHECK(c.at(day_of(3, 29), minutes{90}) == utc(2026, 3, 29, 1, 30));  // skipped: 02:30
    CHECK(c.at(day_of(10, 25), hours{0}) == utc(2026, 10, 24, 23, 0));
    CHECK(c.at(day_of(10, 25), hours{14}) == utc(2026, 10, 25, 14, 0));
    CHECK(c.date_of(utc(2026, 10, 24, 23, 0)) == day_of(10, 25));
}

TEST_CASE("west of Greenwich a skipped hour ends after the change as well", "[calendar]") {
    calendar c;
    c.offsets = {{instant{}, hours{-5}}, {utc(2026, 3, 8, 7, 0), hours{-4}}};
    CHECK(c.at(day_of(3, 8), hours{1}) == utc(2026, 3, 8, 6, 0));
    CHECK(c.at(day_of(3, 8), minutes{150}) == utc(2026, 3, 8, 7, 30));
    CHECK(c.at(day_of(3, 8), hours{9}) == utc(2026, 3, 8, 13, 0));
}

TEST_CASE("quiet hours and days end when the clock says so, also in the night of a change", "[calendar]") {
    const auto c = london();
    CHECK(c.after_quiet(utc(2026, 3, 28, 23, 0)) == utc(2026, 3, 29, 6, 0));
    CHECK(c.after_quiet(utc(2026, 10, 24, 22, 0)) == utc(2026, 10, 25, 7, 0));
    CHECK(c.next_day(utc(2026, 3, 29, 0, 30)) == utc(2026, 3, 29, 23, 0));
    CHECK(c.next_day(utc(2026, 10, 24, 23, 30)) == utc(2026, 10, 26, 0, 0));
    CHECK(c.add_service(utc(2026, 3, 28, 19, 30), hours{1}, false) == utc(2026, 3, 29, 7, 30));
}
