// How far our clock is from the platforms', by what they answer.
#include "gateway/clock_watch.hpp"

#include <catch2/catch.hpp>

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;

namespace {

constexpr instant four_pm{1'764'000'000'000ms};  // Mon, 24 Nov 2025 16:00:00 GMT

adapters::http_reply dated(std::string date) {
    adapters::http_reply r;
    r.status = 200;
    r.headers = {{"date", std::move(date)}};
    return r;
}
const auto at_four = dated("Mon, 24 Nov 2025 16:00:00 GMT");

struct watched {
    clock_watch watch;
    clock_watch::clock::time_point now{1000h};

    void hear(const std::string& origin, span_of_time ahead, span_of_time took = 0ms) {
        watch.heard(origin, at_four, four_pm + 500ms + ahead - took / 2, took, now);
    }
    std::optional<span_of_time> ahead() const { return watch.ahead(now); }
};

}  // namespace

TEST_CASE("the date of an answer tells how far we are ahead", "[metrics]") {
    CHECK(ahead_of(at_four, four_pm + 500ms, 0ms) == 0ms);
    CHECK(ahead_of(at_four, four_pm + 90s, 1s) == 90s);  // it was made half-way
    CHECK(ahead_of(at_four, four_pm - 120s, 0ms) == -120'500ms);
    CHECK_FALSE(ahead_of(dated(""), four_pm, 0ms));
    CHECK_FALSE(ahead_of(dated("soon GMT"), four_pm, 0ms));
    CHECK_FALSE(ahead_of(dated("Mon, 24 Nov 2025 16:00:00 +0100"), four_pm, 0ms));
}

TEST_CASE("one platform whose clock is wrong does not make ours wrong", "[metrics]") {
    watched w;
    CHECK_FALSE(w.ahead());
    w.hear("right", -300ms);
    w.hear("an hour behind", 1h);
    CHECK(w.ahead() == -300ms);
    w.now += 2min;
    w.hear("right", 5min);  // now it is ours
    CHECK(w.ahead() == 5min);
}

TEST_CASE("an origin is measured once a minute, and believed for an hour", "[metrics]") {
    watched w;
    w.hear("one", 1s);
    w.now += 59s;
    w.hear("one", 0s);
    CHECK(w.ahead() == 1s);
    w.now += 1s;
    w.hear("one", 2s);
    CHECK(w.ahead() == 2s);
    w.now += 1h;
    CHECK(w.ahead() == 2s);
    w.now += 1s;
    CHECK_FALSE(w.ahead());
}

TEST_CASE("an answer that was long on its way tells nothing, and neither does one without a date", "[metrics]") {
    watched w;
    w.hear("poll", 50s, 2001ms);
    CHECK_FALSE(w.ahead());
    w.watch.heard("none", dated(""), four_pm, 0ms, w.now);
    CHECK_FALSE(w.ahead());
    w.hear("poll", 3s, 2000ms);
    CHECK(w.ahead() == 3s);
}

TEST_CASE("of too many origins the oldest is forgotten", "[metrics]") {
    watched w;
    w.hear("first", 1s);
    for (std::size_t i = 0; i < clock_watch::origins_max; ++i) {
        CHECK(w.ahead() == 1s);
        w.now += 1s;
        w.hear("origin " + std::to_string(i), 9s);
    }
    CHECK(w.ahead() == 9s);
}
