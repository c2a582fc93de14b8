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

TEST_CASE("the offset table follows a summer time change", "[calendar]") {
    calendar c;
    const auto change = utc(2026, 3, 29, 1, 0);
    c.offsets = {{instant{}, hours{1}}, {change, hours{2}}};
    CHECK(c.clock(change - minutes{1}) == "01:59");
    CHECK(c.clock(change) == "03:00");
    CHECK(c.when(change, change + hours{1}) == "03:00");
    CHECK(c.when(change, change + hours{30}) == "03-29 03:00");
}
