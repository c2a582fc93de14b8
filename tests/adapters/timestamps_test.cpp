#include "adapters/timestamps.hpp"

#include <catch2/catch.hpp>

using namespace linli;
using namespace linli::adapters;

namespace {
constexpr instant noon{std::chrono::milliseconds{1'764'000'000'000}};  // 2025-11-24 16:00:00 UTC
constexpr std::chrono::minutes china = std::chrono::hours{8};
}  // namespace

TEST_CASE("times as platforms write them") {
    CHECK(read_date_time("2025-11-24 16:00:00") == noon);
    CHECK(read_date_time("2025-11-25 00:00:00", china) == noon);
    CHECK(read_date_time("2025-11-24T16:00:00Z", china) == noon);
    CHECK(read_date_time("2025-11-24T16:00:00.123+00:00") == noon);
    CHECK(read_date_time("2025-11-24T11:30:00-0430") == noon);
    CHECK(read_mail_date("Mon, 24 Nov 2025 16:00:00 +0000") == noon);
    CHECK(read_mail_date("Sun, 2 Nov 2025 16:00:00 +0000") == noon - std::chrono::hours{22 * 24});
    CHECK(read_epoch("1764000000") == noon);
    CHECK(read_epoch("1764000000000") == noon);
    CHECK(minute_of(noon) == 29'400'000);
    CHECK(date_time_utc(noon) == "2025-11-24T16:00:00Z");
    CHECK(date_utc(noon + std::chrono::hours{8}) == "2025-11-25");
}

TEST_CASE("what is no time is none") {
    for (const auto* text : {"", "soon", "2025-13-24 16:00:00", "2025-02-30 16:00:00", "2025-11-24 24:00:00",
                             "2025-11-24 16:60:00", "1999-11-24 16:00:00", "2025-11-24", "2025-11-24 16:00:00 X",
                             "2025-11-24 16:00:00+99:00", "2025-11-24T16:00:00.+"})
        CHECK_FALSE(read_date_time(text));
    for (const auto* text : {"", "x", "-1", "1", "17640000000", "1764000000x", "99999999999999999999", "1e9"})
        CHECK_FALSE(read_epoch(text));
    for (const auto* text : {"", "Mon", "Mon, 24 Foo 2025 16:00:00 +0000", "Mon, 24 ovD 2025 16:00:00 +0000"})
        CHECK_FALSE(read_mail_date(text));
    CHECK(minute_of(std::nullopt) == 0);
}
