#include "gateway/cli/trace_of.hpp"

#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;
using linli::storage::testing::noon;

TEST_CASE("what was sent before a message is not told as coming soon after it") {
    storage::testing::database d;
    const auto ann = d.person("tg", "1");
    storage::batch_changes c;
    c.events = {d.said_by(ann, "the lift is stuck", "k1")};
    c.outbox = {d.message_to(ann, "hello"), d.message_to(ann, "we have it"), d.message_to(ann, "still there?")};
    c.outbox[1].because = 0;
    d.store->commit(c);
    storage::batch_changes tries;
    for (const auto& row : c.outbox) {
        storage::attempt a;
        a.outbox = row.id;
        a.cause = row.cause;
        a.at = noon + 2s;
        a.room = ann;
        a.channel = "tg";
        a.how = "delivered";
        tries.attempts.push_back(a);
        tries.settles.push_back({row.id, {}});
    }
    d.store->commit(tries);
    const auto record = storage::tracing::open(d.options.database, d.options.key_file);
    REQUIRE(record);
    const auto cases = d.reader();
    const auto life = cli::life_of_message(**record, *cases, config{}, c.events[0].event.id);
    REQUIRE(life.sent.size() == 1);
    CHECK(life.sent[0].outbox == c.outbox[1].id);
    REQUIRE(life.then.size() == 1);
    CHECK(life.then[0].outbox == c.outbox[2].id);
}
