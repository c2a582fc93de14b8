// Lasting connections as machines without I/O: what came goes in, events and what is to be sent come
// out, and gateway/sessions/ moves the bytes.
//
// There are two kinds, by who speaks first, and one promise: what confirms a message to the other side
// (a poll's offset, a deliver_sm_resp) leaves only after `committed`. What a session must remember over
// a restart is its `state`, which is on disk before it says `committed`.
//
//   poll_session    we ask and they answer, over HTTP: one request at a time
//   stream_session  both speak whenever they like, over one socket that may break at any time
//
// A session belongs to one channel and one thread. It keeps no clock: `now` comes with every call and
// never goes backwards.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/adapter.hpp"

namespace linli::adapters {

// A channel that is polled.
class poll_session {
public:
    virtual ~poll_session() = default;
    virtual http_call poll() = 0;
    struct fed {
        std::vector<inbound> events;
        span_of_time pause{};            // before the next poll
        std::string trouble;             // not empty: for the log and the channel's health
        std::optional<http_call> first;  // make this call before polling again
    };
    virtual fed feed(const http_reply& reply) = 0;
    // What `feed` brought is on disk: the next poll may confirm it. `state` must be stored with it.
    virtual std::string state() const = 0;
    virtual void committed() = 0;
};

// Where a stream leads.
struct stream_peer {
    std::string host;  // a name or an address
    std::uint16_t port = 0;
    bool tls = false;  // with the host's name checked
};

// A channel that keeps one connection, over which it also sends. It outlives its connections: after
// `closed` the driver waits `pause` and connects again, for as long as the program runs.
class stream_session {
public:
    // To be put on disk: the events by their turns (they stand or fall together), after them `state`.
    // Then the driver says `committed(mark, true)`; false when the store would not take them.
    struct to_keep {
        std::uint64_t mark = 0;
        std::vector<inbound> events;  // may be empty: only the state is to be kept
    };
    struct job_end {
        std::int64_t job = 0;  // job::id
        verdict how;
    };
    // What the session wants done since it was asked last.
    struct wishes {
        std::string bytes;  // in order
        std::vector<to_keep> keep;
        std::vector<job_end> ends;
        bool close = false;  // once `bytes` are written
    };

    virtual ~stream_session() = default;

    virtual stream_peer peer() const = 0;
    virtual std::size_t most_jobs() const = 0;  // so many at a time keep it busy; more only wait

    virtual void opened(instant now) = 0;  // connected, TLS included
    virtual void feed(std::string_view bytes, instant now) = 0;
    virtual void committed(std::uint64_t mark, bool kept, instant now) = 0;
    // One job::kind::send. It ends exactly once, now or later; never after `closed`.
    virtual void send(const job& what, instant now) = 0;
    virtual void tick(instant now) = 0;   // when `due` has come; an early one is harmless
    virtual void leave(instant now) = 0;  // say good-bye; ends with wishes::close
    // The connection broke, or could not be made, or was closed as wished. `why` is for people.
    virtual void closed(std::string_view why, instant now) = 0;

    virtual wishes take() = 0;                // after every call above
    virtual instant due() const = 0;          // of the next tick; `never` when there is none
    virtual span_of_time pause() const = 0;   // after `closed`; the driver adds some jitter
    virtual std::string trouble() const = 0;  // "" = well; holds no secret
    virtual std::string state() const = 0;
};

}  // namespace linli::adapters
