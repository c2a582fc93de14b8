// The turn loop: one store thread takes all events that wait, loads what they need, runs their turns,
// commits everything in one transaction, and only then lets every webhook answer
// (docs/architecture.md, "One event, one turn, one transaction").
//
// Thread: `submit`, `settle`, `postpone`, `run` and `stop` from any thread; the listeners and the
// `done` handlers are called on the store thread after the commit, must not block, and post to their
// own executor (one post a batch, not one an event). A handler that is answered `busy`, `flooded`, or `failed`
// while the store is down, is called by `submit` itself, on the caller's thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/adapter.hpp"
#include "dialogs/community.hpp"
#include "dialogs/turn.hpp"
#include "gateway/channels.hpp"
#include "storage/store.hpp"

namespace linli::gateway {

enum class taken : std::uint8_t {
    committed,  // on disk, or was there already: answer 200
    busy,       // the mailbox is full: answer 429, nothing was kept
    flooded,    // this sender is over the cap: answer 429, nothing was kept
    failed,     // the store cannot commit: answer 503, nothing was kept
};

// One event as it came from an adapter. `what.body` of a `said` carries its reading already
// (the receiving thread did that).
struct arrival {
    std::string channel;
    adapters::inbound what;
};

// A move-only handler, called once. (std::move_only_function is C++23.)
class done_handler {
public:
    done_handler() = default;
    template <class F>
    done_handler(F f) : held_(std::make_unique<holder<F>>(std::move(f))) {}
    explicit operator bool() const { return static_cast<bool>(held_); }
    void operator()(taken t) {
        if (auto h = std::move(held_)) h->call(t);
    }

private:
    struct base {
        virtual ~base() = default;
        virtual void call(taken t) = 0;
    };
    template <class F>
    struct holder : base {
        explicit holder(F f) : f_(std::move(f)) {}
        void call(taken t) override { f_(t); }
        F f_;
    };
    std::unique_ptr<base> held_;
};

// A short answer to a tap; not durable, since it is worthless after a few seconds.
struct tap_answer {
    std::string channel;
    std::string tap_id;
    std::string toast;
};

// One line of the log: a turn that is on disk. Holds no words and no address.
struct turn_log {
    person_id room{};
    std::string_view channel;  // empty for ticks and posts
    std::string_view kind;     // said, pressed, tick …
    std::string_view note;     // what the turn made of it; "duplicate", "parked" are the loop's own
    std::string_view trouble;  // why it was parked, or empty
    case_code about{};
    std::int64_t message = 0;  // the number under which it was recorded (`linli trace`); 0: it was not
    std::int64_t micros = 0;   // in take_turn and around it, without the commit
};

// The handlers may be empty; each is then not called.
struct turn_listeners {
    std::function<void(std::vector<storage::outbox_row>)> to_send;  // leased by us, not web rows
    std::function<void(std::vector<storage::history_row>)> to_web;
    std::function<void(std::vector<storage::fetch_row>)> to_fetch;
    std::function<void(std::vector<tap_answer>)> to_tap;
    std::function<void()> cases_changed;
    std::function<void(std::vector<person_id>)> forgotten;   // with their sessions
    std::function<void(std::vector<person_id>)> signed_out;  // by somebody else
    // Photos and files that nothing names any more since a person was forgotten: delete the bytes.
    std::function<void(std::vector<std::string>)> photos_gone;
    std::function<void(bool)> ready;  // false: the store cannot commit; true: it can again
    std::function<void(const turn_log&)> log;
    // What no turn can be blamed for: the database's own words, a settle that was refused.
    std::function<void(std::string_view)> trouble;
};

// Addresses that a turn may hand out; what only the running process knows. Called on the store thread.
// Empty: there is none.
struct turn_addresses {
    std::string web_channel;                                 // the web chat that we host
    std::function<std::string()> base;                       // how a browser reaches us: "https://chat.example.org"
    std::function<std::string(case_code, instant)> dossier;  // signed; empty without a public address
};

// What a test replaces: the pure turn and the clock; and what the process adds.
struct turn_seams {
    std::function<turn_result(const community&, const view&, const event&, const fresh&)> turn = take_turn;
    std::function<instant()> now;  // empty: the system's clock
    turn_addresses addresses;
    // What words mean, beside the threads that receive; empty: nobody reads.
    std::function<reading(const std::string&, language)> read;
};

// How many things were counted since the start; read by metrics. Written by the store thread only.
struct turn_counters;

class turns {
public:
    struct limits {
        std::size_t batch = 128;          // events a commit: more only adds latency
        std::size_t mailbox = 20'000;     // waiting events before `busy`: about 1 s of work
        std::size_t conversations = 512;  // cached, ~1.5 KB each; a read of any other takes 2 us (docs/bench.md)
        // A sender may have this many events taken at once and this many a second from then on;
        // what is beyond gets `flooded`. 0 = no cap. (40: an impatient album with its words.)
        double sender_burst = 40;
        double sender_per_s = 1;
        // The same of what may be about danger, beyond that cap: nobody in danger is shut out, and who
        // cries wolf by machine is.
        double danger_burst = 10;
        double danger_per_s = 0.2;
    };

    turns(storage::store& store, const community& c, const channels& known, turn_listeners to, limits l,
          turn_seams seams = {});
    ~turns();  // stops

    void start();
    // Takes what waits, commits it, calls every handler, joins the thread. Later submits get `failed`.
    void stop();

    // All events of one request; they commit together or not at all.
    void submit(std::vector<arrival> events, done_handler done);
    // The same without the senders' cap, for what the platform would hold back for everybody else
    // if we refused one sender's part of it (polls).
    void submit_uncapped(std::vector<arrival> events, done_handler done);
    // An event of our own: media_stored, media_refused, presence, tick.
    void submit(linli::event e, done_handler done = {});
    // Sends that ended; they ride in the next batch and never wake the thread alone (<= 20 ms).
    // `report` (delivery events for `report_to`) is made here from the row and the verdict.
    void settle(const storage::outbox_row& row, const adapters::verdict& v);
    void postpone(storage::postponed p);
    // A try that did not end the send: for the record only.
    void attempted(const storage::outbox_row& row, const adapters::verdict& v);
    void fetched(std::string job);                     // its media_stored or media_refused was submitted before this
    void moved(person_id room, storage::address now);  // a group became a supergroup
    void threaded(storage::thread t);                  // a case's thread was made, changed or lost
    // Takes a parked event again; its row goes with the commit (`linli retry`).
    void retry(storage::parked_row row, done_handler done = {});
    void seen(person_id room, std::int64_t seq);  // a browser showed these rows
    // Runs on the store thread between batches, for what is no turn: sessions, settings, reload.
    // An exception that it throws reaches `failed`.
    void run(std::function<void(storage::store&)> task, std::function<void(std::exception_ptr)> finished = {});
    // A new community (texts, staff …) for the turns from now on.
    void reload(std::shared_ptr<const community> c);

    const turn_counters& counters() const;  // gateway/turns/counters.hpp
    // The earliest due time that was written since the last call; `never` when there was none.
    // So the ticker need not ask the store to learn that nothing changed.
    instant new_due();
    bool ready() const;  // false while the store cannot commit
    // Events that were received and are not through their turn, and how long the oldest has been here.
    // None of them is acknowledged yet.
    struct backlog {
        std::size_t events = 0;
        std::chrono::duration<double> oldest{};
    };
    backlog waiting() const;

private:
    class loop;
    std::unique_ptr<loop> loop_;
};

}  // namespace linli::gateway
