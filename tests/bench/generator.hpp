// The load: residents who write over the webhook, and the platform's API that hears the answers. Where
// the platform posts several messages at once, what begins at the same moment goes together.
//
// A resident who has written a dozen messages is followed by another, since more a minute is a
// flood. One thread. A turn is one message of one resident; it ends when both its 200 and its reply
// are here. Closed loop: `in_flight` turns at all times. Open loop: turns start at `rate` a second,
// whatever the program does, and are timed from the moment that they should have started.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/platform.hpp"
#include "tests/bench/residents.hpp"
#include "tests/bench/wire.hpp"

namespace linli::bench {

struct load_options {
    std::string script = "ceiling";
    std::string platform = "telegram";
    std::uint16_t api_port = 0;
    std::uint16_t webhook_port = 0;
    std::string path = "/webhooks/tg";
    std::string secret;
    std::size_t residents = 10'000;
    std::size_t in_flight = 64;
    double rate = 0;          // turns a second; 0: closed loop
    double api_delay_ms = 0;  // before each answer to a sent message
    double replay = 0.01;     // share of the updates that are sent again
    double warm_up_s = 2;
    double measured_s = 10;
};

// What happened, all of it or within the measured window.
struct tally {
    std::vector<std::uint32_t> ack_us, reply_us;  // turns that began within the window
    std::uint64_t turns = 0;                      // ended within the window
    std::uint64_t updates = 0, acked = 0, replies = 0, replays = 0, other_sends = 0, calls = 0;
    std::uint64_t http_errors = 0, wrong = 0, duplicate = 0, lost = 0, late = 0;
    std::string first_wrong;  // the first text that did not fit, to find out why
    int first_status = 0;     // the first answer that was no 200
};

class generator {
public:
    explicit generator(load_options o);
    ~generator();

    // Serves the API until a line "go PID" comes on standard input; then the load runs and ends.
    void run();
    // The result as one JSON object.
    std::string report() const;

private:
    struct peer;   // a connection and what it is for
    struct turn {  // of one resident
        resident who;
        nanoseconds started = 0;  // intended start, in the open loop
        bool busy = false, acked = false, replied = false;
        bool again = false;      // send this update a second time afterwards
        bool repeating = false;  // the second time is under way
        std::string request;     // kept for that
    };
    struct posted {
        std::vector<turn*> turns;
        std::string request;
    };
    struct delayed {
        nanoseconds due;
        peer* to;
        std::uint64_t generation;
        std::string bytes;
    };

    void handle(peer& p, std::uint32_t what);
    void on_command();
    void begin();
    void start_turns(nanoseconds now);
    void start_turn(nanoseconds intended);
    turn* next_resident();  // some must be free
    void post_started();    // what `start_turn` gathered, in one request
    void post(std::vector<turn*> turns, std::string request);
    void acknowledged(turn& t, nanoseconds now);
    void on_ack(peer& p, const http_text& answer);
    void on_call(peer& p, const http_text& request);
    void on_reply(const api_call& call);
    void finish_part(turn& t);
    void release(turn& t);
    void answer_delayed(nanoseconds now);
    void drop(peer& p);
    void sweep();  // deletes the peers that are gone
    peer* open_webhook();
    bool within(nanoseconds at) const { return at >= measured_from_ && at < measured_to_; }
    nanoseconds next_wake(nanoseconds now) const;
    void sample_cpu(nanoseconds now);

    load_options options_;
    std::unique_ptr<script> script_;
    std::unique_ptr<platform> platform_;
    poller poller_;
    std::unique_ptr<peer> listener_, console_;
    std::vector<std::unique_ptr<peer>> peers_;
    std::vector<peer*> free_;      // webhook connections that wait for a request
    std::deque<posted> backlog_;   // requests that wait for a connection
    std::vector<turn*> together_;  // turns that have begun and go with the next request
    std::vector<spoken> said_;     // and what they say
    std::deque<delayed> delayed_;
    std::vector<turn> turns_;
    std::deque<turn*> idle_;     // between two dialogues
    std::deque<turn*> talking_;  // in the middle of one
    std::size_t busy_ = 0;
    std::uint64_t moved_out_ = 0, dialogues_ = 0;  // of residents whose place was taken by another
    std::size_t webhooks_ = 0;
    std::int64_t next_update_ = 800'000'000;
    std::int64_t serial_ = 0;
    std::uint64_t random_ = 88172645463325252ULL;
    std::uint64_t started_ = 0;  // turns, for the open loop's schedule

    bool going_ = false, ended_ = false, any_gone_ = false;
    nanoseconds began_ = 0, measured_from_ = 0, measured_to_ = 0, give_up_ = 0, quiet_until_ = 0;
    long pid_ = 0;
    int cpu_samples_ = 0;
    double server_cpu_s_ = 0, own_cpu_s_ = 0;
    tally tally_;
};

}  // namespace linli::bench
