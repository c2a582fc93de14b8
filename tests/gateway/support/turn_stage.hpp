// What the tests of the turn loop stand on: a store in memory, a turn of the test's own, and ears.
#pragma once

#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>

#include "gateway/turns.hpp"
#include "gateway/turns/counters.hpp"
#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"

namespace linli::gateway::turn_stage {

using namespace std::chrono_literals;

// One gate for a test's thread: what the store thread has told so far.
struct told {
    std::mutex m;
    std::condition_variable cv;
    std::vector<std::pair<std::string, taken>> ends;
    std::vector<storage::outbox_row> rows;
    std::vector<storage::history_row> web;
    std::vector<storage::fetch_row> fetches;
    std::vector<tap_answer> taps;
    std::vector<bool> ready;
    std::vector<std::string> notes;

    template <class F>
    void change(F f) {
        std::lock_guard lock(m);
        f();
        cv.notify_all();
    }
    template <class P>
    bool until(P p) {
        std::unique_lock lock(m);
        return cv.wait_for(lock, 10s, p);
    }
    std::optional<taken> end_of(const std::string& name) {
        for (auto& [n, t] : ends)
            if (n == name) return t;
        return std::nullopt;
    }
};

struct bench {
    test::memory_store store;
    community c;
    channels known;
    told heard;
    turn_seams seams;
    turns::limits limits;
    std::unique_ptr<turns> loop;
    std::atomic<bool> gate{true};  // false: turns wait, so that a batch can fill up
    std::atomic<int> begun{0};     // turns that have come to the gate

    bench();
    ~bench();

    void open_gate();

    // Answers every word with itself; some words do more.
    turn_result echo(const view& v, const event& e, const fresh& f);

    turns& run();

    static arrival words(const std::string& channel, const std::string& chat, const std::string& text,
                         const std::string& key);
    // The platform says that its message `id` to that chat was not delivered.
    static arrival rejection(const std::string& channel, const std::string& chat, const std::string& id);
    // Takes it and waits for the commit.
    void take_and_wait(arrival a);
    void say(const std::string& text, const std::string& key, const std::string& chat = "7");
    taken say_and_wait(const std::string& text, const std::string& key, const std::string& chat = "7");
    std::vector<int> acked_after;
};

}  // namespace linli::gateway::turn_stage
