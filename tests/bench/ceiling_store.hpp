// The ceiling's second thread: takes everything that waits, runs the four-step dialogue, commits
// once, and hands the whole batch back. SQLite in WAL with synchronous=FULL; no retry, no metrics,
// no log.
//
// Thread: `submit`, `settle` and `stop` from any; `committed` is called on the store thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace linli::bench {

class waiting_request;  // ceiling.cpp: answers its 200

struct update {
    std::int64_t id = 0;
    std::int64_t chat = 0;
    std::string text;
    std::string body;
    std::shared_ptr<waiting_request> from;
};

struct answer {
    std::int64_t row = 0;  // of the outbox
    std::int64_t chat = 0;
    std::string text;
};

struct committed_batch {
    std::vector<std::shared_ptr<waiting_request>> acks;
    std::vector<answer> sends;
};

class ceiling_store {
public:
    ceiling_store(const std::string& file, std::function<void(committed_batch)> committed);
    ~ceiling_store();  // stops

    void submit(update u);
    void settle(std::int64_t row);  // sent; marked in the next batch
    void stop();                    // takes what waits, ends the thread
    std::string report() const;     // after stop: one JSON object

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace linli::bench
