// What the tests of the sender stand on: a loop that commits, a store in memory, an adapter of the test's.
#pragma once

#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>
#include <map>
#include <thread>

#include "gateway/sender.hpp"
#include "gateway/turns/counters.hpp"
#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"

namespace linli::gateway::sending_stage {

using namespace std::chrono_literals;
using adapters::end;

// A loop that does nothing but commit, a sender on a thread of its own, and an adapter whose verdicts
// the test writes. Rows are put in by a turn, so that they are in the store.
struct post_office {
    test::memory_store store;
    community c;
    channels known;
    test::fake_adapter& tg;
    std::mutex m;
    std::condition_variable cv;
    std::vector<adapters::job> jobs;
    std::vector<event> reports;
    std::vector<outgoing> to_put;
    std::unique_ptr<turns> loop;
    asio::io_context io{1};
    http_client http{io, {}};
    std::unique_ptr<sender> out;
    std::function<adapters::verdict(const adapters::job&)> verdict;
    std::thread thread;
    int next_key = 0;

    post_office();
    ~post_office();
    void go();
    void put(outgoing o);
    outgoing message(const std::string& chat, const std::string& text);
    template <class P>
    bool until(P p, std::chrono::milliseconds patience = 10s) {
        std::unique_lock lock(m);
        return cv.wait_for(lock, patience, p);
    }
    // Waits until the outbox in the store is empty, on the store's own thread.
    bool settled();
};

adapters::verdict ended(end how, std::vector<std::string> ids = {}, span_of_time after = {});

}  // namespace linli::gateway::sending_stage
