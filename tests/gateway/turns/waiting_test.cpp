// What /metrics says of events that are not through their turn.
#include "gateway/turns/mailbox.hpp"
#include "tests/gateway/support/turn_stage.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::turn_stage;

TEST_CASE("events wait until their batch is on disk, and the oldest tells how long", "[metrics]") {
    bench b;
    b.limits.batch = 2;
    b.run();
    CHECK(b.loop->waiting().events == 0);
    CHECK(b.loop->waiting().oldest.count() == 0);
    b.gate = false;
    b.say("in its turn", "0");
    const auto first = std::chrono::steady_clock::now();
    b.begun.wait(0);
    for (int i = 1; i <= 4; ++i) b.say("waits", std::to_string(i));
    const auto later = std::chrono::steady_clock::now();
    const auto waiting = b.loop->waiting();
    CHECK(waiting.events == 5);
    CHECK(waiting.oldest >= later - first);
    b.open_gate();
    REQUIRE(b.heard.until([&] { return b.heard.ends.size() == 5; }));
    b.loop->stop();
    CHECK(b.loop->waiting().events == 0);
}

TEST_CASE("a batch in work is older than what came behind it", "[metrics]") {
    mailbox box(10);
    const auto put = [&](int hours) {
        request r;
        r.own.resize(1);
        r.since = mailbox::clock::time_point{std::chrono::hours{hours}};
        REQUIRE(box.put(r));
    };
    const auto oldest = [&] {
        return std::chrono::duration_cast<std::chrono::hours>(box.waiting().since.time_since_epoch()).count();
    };
    mailbox::taken_out out;
    const auto take = [&] { box.take(out, 2, true, {}); };
    for (int i = 1; i <= 5; ++i) put(i);
    CHECK(box.waiting().events == 5);
    CHECK(oldest() == 1);
    take();
    put(6);
    CHECK(box.waiting().events == 6);
    CHECK(oldest() == 1);
    take();
    CHECK(box.waiting().events == 4);
    CHECK(oldest() == 3);
    take();
    CHECK(box.waiting().events == 2);
    CHECK(oldest() == 5);
    take();
    CHECK(box.waiting().events == 0);
}
