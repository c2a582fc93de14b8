#include "gateway/sending/send_queue.hpp"

#include <catch2/catch.hpp>

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;

namespace {

using time_at = send_queue::time;
const time_at start{1000h};

storage::outbox_row row(std::int64_t id, const std::string& chat, lane l = lane::reply, std::int64_t about = 0,
                        const std::string& tag = {}) {
    storage::outbox_row r;
    r.id = id;
    r.to = {"tg", chat};
    r.message.text = std::to_string(id);
    r.message.lane = l;
    r.message.about = case_code{about};
    r.message.tag = tag;
    return r;
}

struct ticked {
    send_queue q;
    time_at now = start;

    explicit ticked(adapters::send_limits l = {}) : q(l) {}
    std::optional<storage::outbox_row> push(storage::outbox_row r, bool group = false) {
        return q.push(std::move(r), group, now, now);
    }
    // Sends everything that may go until nothing is left, moving the clock; the ids in order.
    std::vector<std::int64_t> drain(time_at until = start + 1h) {
        std::vector<std::int64_t> out;
        while (now <= until) {
            auto* i = q.take(now);
            if (!i) {
                if (q.wake() == time_at::max()) break;
                now = std::max(now + 1us, q.wake());
                continue;
            }
            out.push_back(i->row.id);
            q.done(i);
        }
        return out;
    }
};

}  // namespace

TEST_CASE("one send at a time in a chat, chats side by side") {
    ticked t;
    t.push(row(1, "a"));
    t.push(row(2, "a"));
    t.push(row(3, "b"));
    auto* first = t.q.take(t.now);
    auto* other = t.q.take(t.now);
    REQUIRE(first);
    REQUIRE(other);
    CHECK(first->row.id == 1);
    CHECK(other->row.id == 3);
    CHECK(t.q.take(t.now) == nullptr);
    t.q.done(first);
    REQUIRE(t.q.take(t.now));
}

TEST_CASE("an alarm goes before other cases' messages, never before its own case's") {
    ticked t;
    t.push(row(1, "a", lane::bulk, 1));
    t.push(row(2, "a", lane::reply, 2));
    t.push(row(3, "a", lane::progress, 3));
    t.push(row(4, "a", lane::alarm, 3));
    CHECK(t.drain() == std::vector<std::int64_t>{3, 4, 2, 1});
}

TEST_CASE("a row that waits for its next attempt holds its case back and no other") {
    ticked t;
    t.push(row(1, "a", lane::reply, 1));
    auto* i = t.q.take(t.now);
    t.push(row(2, "a", lane::reply, 1));
    t.push(row(3, "a", lane::reply, 2));
    t.q.again(i, t.now + 5s);
    CHECK(t.drain(t.now + 1s) == std::vector<std::int64_t>{3});
    CHECK(t.drain() == std::vector<std::int64_t>{1, 2});
    CHECK(t.now >= start + 5s);
}

TEST_CASE("rows that come late stand where their number says") {
    ticked t;
    t.push(row(5, "a"));
    t.push(row(2, "a"));
    CHECK(t.drain() == std::vector<std::int64_t>{2, 5});
}

TEST_CASE("the limits of account, chat and group are kept over time") {
    SECTION("chat: 1/s") {
        ticked t({0, 1, 0});
        for (int i = 1; i <= 63; ++i) t.push(row(i, "a"));
        CHECK(t.drain().size() == 63);
        CHECK(t.now - start >= 59s);  // three at once and a second each from then on
        CHECK(t.now - start <= 61s);
    }
    SECTION("group: 20 a minute, whatever a private chat may") {
        ticked t({0, 1, 20.0 / 60});
        for (int i = 1; i <= 45; ++i) t.push(row(i, "g"), true);
        CHECK(t.drain().size() == 45);
        CHECK(t.now - start >= 119s);
        CHECK(t.now - start <= 122s);
    }
    SECTION("account: 30/s over all chats") {
        ticked t({30, 0, 0});
        for (int i = 1; i <= 327; ++i) t.push(row(i, "c" + std::to_string(i)));
        CHECK(t.drain().size() == 327);
        CHECK(t.now - start >= 9900ms);
        CHECK(t.now - start <= 10200ms);
    }
}

TEST_CASE("alarms have a share that nothing else can use up") {
    SECTION("of the account") {
        ticked t({10, 0, 0});
        for (int i = 1; i <= 100; ++i) t.push(row(i, "c" + std::to_string(i), lane::bulk));
        int sent = 0;
        while (auto* i = t.q.take(t.now)) {
            t.q.done(i);
            ++sent;
        }
        CHECK(sent == 9);
        t.push(row(500, "x", lane::alarm));
        auto* alarm = t.q.take(t.now);
        REQUIRE(alarm);
        CHECK(alarm->row.id == 500);
    }
    SECTION("of a chat") {
        ticked t({0, 1, 0});
        for (int i = 1; i <= 10; ++i) t.push(row(i, "a", lane::reply, i));
        while (auto* i = t.q.take(t.now)) t.q.done(i);
        t.push(row(50, "a", lane::alarm, 99));
        auto* alarm = t.q.take(t.now);
        REQUIRE(alarm);
        CHECK(alarm->row.id == 50);
    }
}

TEST_CASE("retry_after holds a chat or the whole account") {
    ticked t;
    t.push(row(1, "a"));
    t.push(row(2, "b"));
    t.q.hold_chat("a", t.now + 30s);
    CHECK(t.drain(t.now + 10s) == std::vector<std::int64_t>{2});
    CHECK(t.drain() == std::vector<std::int64_t>{1});
    CHECK(t.now >= start + 30s);
    t.push(row(3, "c", lane::alarm));
    t.q.hold_account(t.now + 5s);
    CHECK(t.q.take(t.now) == nullptr);
    CHECK(t.q.wake() == t.now + 5s);
}

TEST_CASE("a waiting edit is replaced by the newer one") {
    ticked t;
    t.push(row(1, "g", lane::progress, 1, "card:1"));
    t.push(row(2, "g", lane::progress, 2, "card:2"));
    const auto old = t.push(row(3, "g", lane::progress, 1, "card:1"));
    REQUIRE(old);
    CHECK(old->id == 1);
    CHECK(t.q.size() == 2);
    CHECK_FALSE(t.q.holds(1));
    CHECK(t.drain() == std::vector<std::int64_t>{3, 2});
}

TEST_CASE("what is under way, was tried, or is waited for is not replaced") {
    ticked t;
    t.push(row(1, "g", lane::progress, 1, "card:1"));
    auto* i = t.q.take(t.now);
    CHECK_FALSE(t.push(row(2, "g", lane::progress, 1, "card:1")));
    i->row.attempts = 1;
    t.q.again(i, t.now);
    auto reported = row(3, "h", lane::reply, 1, "w:1");
    reported.message.ref = "w1";
    t.push(reported);
    CHECK_FALSE(t.push(row(4, "h", lane::reply, 1, "w:1")));
    CHECK(t.drain().size() == 4);
}

TEST_CASE("a chat that moved takes its rows along") {
    ticked t;
    t.push(row(1, "g"));
    t.push(row(2, "g"));
    auto* i = t.q.take(t.now);
    t.q.again(i, t.now);
    t.q.rename_chat("g", "supergroup");
    i = t.q.take(t.now);
    REQUIRE(i);
    CHECK(i->row.to.chat == "supergroup");
    CHECK(i->row.id == 1);
}

TEST_CASE("a group is told of several cases at a time, and of each case in its order") {
    ticked t;
    for (int i = 1; i <= 20; ++i) t.push(row(i, "g", lane::progress, (i + 1) / 2), true);
    std::vector<send_queue::item*> out;
    while (auto* i = t.q.take(t.now)) out.push_back(i);
    REQUIRE(out.size() == 10);
    for (std::size_t k = 0; k < out.size(); ++k) CHECK(out[k]->row.id == 2 * static_cast<std::int64_t>(k) + 1);
    t.q.done(out[3]);
    auto* next = t.q.take(t.now);
    REQUIRE(next);
    CHECK(next->row.id == 8);  // the second of the case whose first is through
    CHECK(t.q.take(t.now) == nullptr);
}

TEST_CASE("a chat that moved while rows were under way, to a name that is known already") {
    ticked t;
    for (int i = 1; i <= 4; ++i) t.push(row(i, "g", lane::progress, i), true);
    t.push(row(9, "supergroup", lane::progress, 9), true);
    auto* first = t.q.take(t.now);
    auto* second = t.q.take(t.now);
    t.q.again(first, t.now);
    t.q.rename_chat("g", "supergroup");
    t.q.again(second, t.now);
    CHECK(second->row.to.chat == "supergroup");
    CHECK(t.drain() == std::vector<std::int64_t>{1, 2, 3, 4, 9});
    CHECK(t.q.size() == 0);
}
