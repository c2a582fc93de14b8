// Sends what a commit has put into the outbox, and tells the turn loop how each send ended.
//
// Everything runs on one io_context's thread; `take`, `answer` and `stop` may be called from any
// thread. A row that the sender holds is never fetched again by it; one that it lost (a crash) is
// found by `store.unsent`. Delivery is at least once: an end that the platform cannot tell is counted
// as ambiguous. Delays after failures: 1, 2, 4 … 60 s; a platform's own retry_after goes before them,
// unless what waits so long would be given up by then: that is said at once.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/channels.hpp"
#include "gateway/http_client.hpp"
#include "gateway/io.hpp"
#include "gateway/metrics/counter.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

class stream_driver;

struct account_counters {  // linli_outbound_attempts_total{adapter,result}
    std::string channel;
    counter delivered{0};  // or accepted
    counter retried{0};
    counter rejected{0};   // given up, refused, recipient gone
    counter closed{0};     // the person was silent for too long to be written to
    counter limited{0};    // the platform asked us to wait
    counter ambiguous{0};  // linli_outbound_ambiguous_total: may have arrived, and come once more
    counter replaced{0};   // a newer state of the same message was waiting already
    counter waiting{0};    // rows held
};

struct sender_options {
    // Whether a row goes to a group (its limit is another one): message.to is a room of staff.
    std::function<bool(const storage::outbox_row&)> is_group;
    // The bytes of a stored photo, read off this thread; throws or "" when they are gone.
    std::function<awaitable<std::string>(std::string hash)> photo;
    // A signed public address of a stored photo, for platforms that fetch photos themselves; "" when this
    // deployment has none.
    std::function<std::string(const std::string& hash)> photo_link;
    // One line for the log: channel, what went wrong. Holds no address and no words.
    std::function<void(std::string_view channel, std::string_view what)> trouble;
    std::size_t connections = 512;  // under way per channel: 10,000 a second where each takes 50 ms
    std::size_t held = 20'000;      // rows in memory from the queries, ~1 KB each
    std::chrono::milliseconds first_delay{1000};
    std::chrono::seconds give_up{24 * 3600};      // then the resident's side counts as not reached
    std::chrono::seconds give_up_alarm{15 * 60};  // staff must know while it still matters
    int most_strikes = 30;                        // failures of one row while others of its account went through
};

class sender {
public:
    sender(asio::io_context& io, channels& known, http_client& http, turns& loop, sender_options o);
    ~sender();

    // Sends of that channel go through its session. Before `start`; the driver must outlive the sends.
    void through(std::string_view channel, stream_driver& session);
    void start();  // also takes up what an earlier process left
    void stop();   // begins nothing new; what is under way ends by itself
    // Rows that a commit has just inserted.
    void take(std::vector<storage::outbox_row> rows);
    void answer(std::vector<tap_answer> answers);
    // What those who wrote a moment ago lend us for one answer (adapters::inbound::answer_token).
    // Before their turn is taken, so that its first send finds the token.
    void lend(const std::string& channel, const std::vector<adapters::inbound>& events);
    // Sends under way; 0 after stop and a while: nothing is lost when it is not, only repeated.
    std::size_t under_way() const { return under_way_; }

    const std::vector<std::unique_ptr<account_counters>>& counters() const { return counters_; }

private:
    struct account;
    struct work;

    account* account_of(std::string_view channel);
    void enqueue(storage::outbox_row row);
    std::size_t most_under_way(const account& a) const;
    void pump(account& a);
    void arm(account& a);
    awaitable<void> deliver(account& a, work w);
    awaitable<void> add_photos(const account& a, const outgoing& m, adapters::job& j);
    awaitable<adapters::verdict> attempt(account& a, adapters::job& j);
    // threading.cpp
    bool in_thread(const account& a, const storage::outbox_row& row) const;
    storage::thread recalled_thread(const storage::outbox_row& row) const;
    void remember(const storage::thread& t);
    awaitable<adapters::verdict> send_in_thread(account& a, const storage::outbox_row& row, adapters::job& j);
    bool wants_thread(const account& a, const storage::outbox_row& row, storage::thread& t);
    awaitable<std::optional<adapters::verdict>> make_thread(account& a, const storage::outbox_row& row,
                                                            storage::thread& t);
    awaitable<adapters::verdict> change_thread(account& a, const storage::outbox_row& row, storage::thread& t,
                                               const adapters::thread_change& change, const adapters::verdict& v);
    void finish(account& a, work w, adapters::verdict v);
    void retry(account& a, work w, const adapters::verdict& v);
    void give_up(account& a, work w, const adapters::verdict& v);
    void settle(account& a, work w, const adapters::verdict& v);
    awaitable<void> tap(account& a, tap_answer t);
    awaitable<void> look_for_lost();
    void query_lost();
    void remember(const storage::outbox_row& row, const adapters::verdict& v);
    std::string recalled(person_id room, const std::string& tag) const;
    std::string borrowed(const account& a, const std::string& chat);
    void note(account& a, std::string_view what);

    asio::io_context& io_;
    channels& known_;
    http_client& http_;
    turns& loop_;
    const sender_options options_;
    std::map<std::string, std::unique_ptr<account>, std::less<>> accounts_;
    std::vector<std::unique_ptr<account_counters>> counters_;
    struct memory;
    std::unique_ptr<memory> memory_;
    asio::steady_timer lost_timer_;
    std::atomic<std::size_t> under_way_{0};
    bool stopped_ = false;
    bool asking_ = false;
    bool more_lost_ = false;
};

}  // namespace linli::gateway
