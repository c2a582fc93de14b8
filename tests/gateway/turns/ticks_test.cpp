// A tick whose row holds nothing that could be ticked: it must not come again at once, for ever.
#include "tests/gateway/support/turn_stage.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace linli::gateway::turn_stage;
using namespace std::chrono_literals;

namespace {

taken tick_of(bench& b, person_id room) {
    event e;
    e.room = room;
    e.body = tick{};
    std::promise<taken> end;
    b.loop->submit(std::move(e), [&](taken t) { end.set_value(t); });
    return end.get_future().get();
}

office office_with_notice(person_id room) {
    office o;
    o.room = room;
    o.version = 1;
    o.notices.resize(1);
    o.notices.front().at = instant{1h};
    return o;
}

}  // namespace

TEST_CASE("a room where staff worked before is put to sleep, and nothing is parked") {
    bench b;
    const auto old = b.store.person_for({"web", "staff"});
    b.store.offices[old] = office_with_notice(old);
    b.store.due_at[old] = instant{1s};
    b.run();
    CHECK(tick_of(b, old) == taken::committed);
    b.loop->stop();
    CHECK(b.begun == 0);  // it is no resident's tick
    CHECK(b.store.due_at.at(old) == never);
    CHECK(b.store.parked_rows.empty());
    CHECK(b.store.outbox.empty());
    CHECK_FALSE(b.store.conversations.contains(old));
}

TEST_CASE("a room that becomes that of staff again is woken") {
    bench b;
    b.store.offices[b.c.room] = office_with_notice(b.c.room);
    b.store.due_at[b.c.room] = never;
    b.run();
    std::promise<void> open;
    b.loop->run([](storage::store&) {}, [&](std::exception_ptr) { open.set_value(); });
    open.get_future().get();
    b.loop->stop();
    CHECK(b.store.due_at.at(b.c.room) == due_of(b.c, b.store.offices.at(b.c.room)));
}

TEST_CASE("a person who was forgotten before their tick came is not made again") {
    bench b;
    b.run();
    CHECK(tick_of(b, person_id{77}) == taken::committed);
    b.loop->stop();
    CHECK(b.store.conversations.empty());
}

TEST_CASE("a row that cannot be read comes again later, and holds up nobody") {
    bench b;
    b.run();
    const person_id torn{77};
    b.store.due_at[torn] = instant{1s};
    b.store.unreadable = {torn};
    const auto before =
        b.seams.now ? b.seams.now() : std::chrono::time_point_cast<span_of_time>(std::chrono::system_clock::now());
    CHECK(tick_of(b, torn) == taken::committed);
    CHECK(b.say_and_wait("hello", "1") == taken::committed);
    b.loop->stop();
    CHECK(b.store.due_at.at(torn) > before + 30min);
}
