#include "tests/storage/fixture.hpp"

using namespace linli;
using namespace linli::storage;
using namespace linli::storage::testing;

namespace {

thread one(sqlite_store& store, const person_id room, const int about) {
    batch_keys keys;
    keys.threads.push_back({room, case_code{about}});
    return store.load(keys).threads.at(0).value_or(thread{});
}

thread by_id(sqlite_store& store, const person_id room, const std::string& id) {
    batch_keys keys;
    keys.thread_ids.push_back({room, id});
    return store.load(keys).thread_ids.at(0).value_or(thread{});
}

void write(sqlite_store& store, thread t) {
    batch_changes changes;
    changes.threads.push_back(std::move(t));
    REQUIRE_FALSE(changes.empty());
    store.commit(changes);
}

}  // namespace

TEST_CASE("a case's thread is found from either side, after a restart too", "[threads]") {
    database d;
    const auto room = d.store->person_for({"tg", "-100"});
    const auto other = d.store->person_for({"tg", "-200"});
    const thread first{room, case_code{7}, "71", false, "n1"};
    write(*d.store, first);
    write(*d.store, {other, case_code{7}, "71", true, "n2"});
    d.store.reset();
    d.store = d.opened();
    CHECK(one(*d.store, room, 7) == first);
    CHECK(by_id(*d.store, room, "71") == first);
    CHECK(by_id(*d.store, other, "71").closed);
    CHECK(one(*d.store, room, 8).platform_id.empty());
    SECTION("a new one takes its place") {
        write(*d.store, {room, case_code{7}, "90", true, "n3"});
        CHECK(one(*d.store, room, 7).platform_id == "90");
        CHECK(by_id(*d.store, room, "71").platform_id.empty());
    }
    SECTION("one that is lost is no more") {
        write(*d.store, {room, case_code{7}, "", false, ""});
        CHECK(one(*d.store, room, 7).platform_id.empty());
        CHECK(one(*d.store, other, 7).platform_id == "71");
    }
    SECTION("it goes with its room") {
        batch_changes changes;
        changes.forget.push_back(room);
        d.store->commit(changes);
        CHECK(one(*d.store, room, 7).platform_id.empty());
    }
}
