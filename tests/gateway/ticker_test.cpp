#include "gateway/ticker.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>
#include <thread>

#include "gateway/checkpointer.hpp"
#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;

namespace {

// A loop whose turns only note which rows they were ticked for; the clock stands where the test says.
struct clockwork {
    test::memory_store store;
    community c;
    channels known;
    std::mutex m;
    std::condition_variable cv;
    std::vector<event> ticks;
    std::atomic<std::int64_t> wall{1'000'000};
    std::unique_ptr<turns> loop;
    boost::asio::io_context io{1};
    landing land{io.get_executor()};
    std::unique_ptr<ticker> ticks_come;
    std::thread thread;

    clockwork() {
        c.room = person_id{1'000'000};
        turn_seams seams;
        seams.now = [this] { return instant{span_of_time{wall}}; };
        seams.turn = [this](const community&, const view&, const event& e, const fresh&) -> turn_result {
            std::lock_guard lock(m);
            ticks.push_back(e);
            cv.notify_all();
            return decision{};
        };
        loop = std::make_unique<turns>(store, c, known, turn_listeners{}, turns::limits{}, seams);
        ticker::options o;
        o.office = [this] { return c.room; };
        o.now = seams.now;
        o.beat = 2ms;
        o.piece = 10;
        ticks_come = std::make_unique<ticker>(io, land, *loop, o);
    }
    void add(std::int64_t id, std::int64_t due_ms) {
        conversation s;
        s.id = person_id{id};
        s.version = 1;
        store.conversations[s.id] = s;
        store.due_at[s.id] = instant{span_of_time{due_ms}};
    }
    void go() {
        loop->start();
        ticks_come->start();
        thread = std::thread([this] {
            auto guard = boost::asio::make_work_guard(io);
            io.run();
        });
    }
    ~clockwork() {
        loop->stop();
        io.stop();
        if (thread.joinable()) thread.join();
    }
    bool until(std::size_t n) {
        std::unique_lock lock(m);
        return cv.wait_for(lock, 10s, [&] { return ticks.size() >= n; });
    }
    // What the store has, read on the store's thread.
    template <class F>
    auto ask(F f) {
        std::promise<decltype(f())> p;
        loop->run([&](storage::store&) { p.set_value(f()); });
        return p.get_future().get();
    }
};

}  // namespace

TEST_CASE("what fell due during a long sleep comes once each, in pieces") {
    clockwork w;
    for (int i = 1; i <= 95; ++i) w.add(i, 500'000 + i);
    w.add(200, 2'000'000);  // not yet
    w.go();
    REQUIRE(w.until(95));
    // All are armed anew, so that a second look finds nothing; the later one still stands.
    while (w.ask([&] { return w.store.next_due(); }) != instant{2'000'000ms}) std::this_thread::yield();
    CHECK(w.ticks.size() == 95);
    for (auto n : w.store.batch_sizes) CHECK(n == 0);  // ticks are no messages: nothing is recorded
    w.wall = 2'000'001;
    REQUIRE(w.until(96));
    CHECK(w.ticks[95].room == person_id{200});
}

TEST_CASE("a case's tick is taken in the staff room") {
    clockwork w;
    case_file f;
    f.code = case_code{7};
    f.version = 1;
    f.state = state::closed;
    w.store.cases[f.code] = f;
    w.store.case_due_at[f.code] = instant{1ms};
    w.go();
    REQUIRE(w.until(1));
    CHECK(w.ticks[0].room == w.c.room);
    CHECK(std::get<tick>(w.ticks[0].body).about == case_code{7});
}

TEST_CASE("ticks that met a broken store come when it is well again") {
    clockwork w;
    w.add(1, 5);
    w.store.broken = true;
    w.go();
    while (w.loop->ready()) std::this_thread::yield();
    w.store.broken = false;
    CHECK(w.until(1));
}

TEST_CASE("the checkpointer works when there is work, and once more at the end") {
    std::atomic<std::uint64_t> commits{0};
    std::atomic<int> rounds{0}, last{0}, troubles{0};
    std::atomic<bool> broken{false};
    checkpointer::steps s;
    s.work = [&] { return commits.load(); };
    s.run = [&] {
        if (broken) throw std::runtime_error("disk");
        ++rounds;
        return 0;
    };
    s.last = [&] { ++last; };
    s.trouble = [&](std::string_view) { ++troubles; };
    checkpointer c(s, 1ms);
    c.start();
    while (rounds < 1) std::this_thread::yield();
    const auto began = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - began < 20ms) std::this_thread::yield();
    CHECK(rounds == 1);  // nothing new: nothing to copy
    ++commits;
    while (rounds < 2) std::this_thread::yield();
    broken = true;
    ++commits;
    while (troubles < 1) std::this_thread::yield();
    broken = false;
    while (rounds < 3) std::this_thread::yield();
    c.stop();
    CHECK(last == 1);
}
