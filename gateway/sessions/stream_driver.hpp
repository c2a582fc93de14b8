// Drives one channel that keeps a lasting connection: connects, moves the bytes, puts what came on disk
// and only then lets the session confirm it, hands it the sender's jobs, and connects again when the
// other side is gone.
//
// Runs on one io_context's thread. A connection that cannot be made shows as the channel's trouble and
// concerns nobody else: each driver waits for its own socket. The session's state is sealed before it
// is stored, since it may hold words and numbers of people.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/session.hpp"
#include "gateway/channels.hpp"
#include "gateway/io.hpp"
#include "gateway/landing.hpp"
#include "gateway/receiving.hpp"
#include "gateway/turns.hpp"

namespace linli::gateway {

class stream_link;

class stream_driver {
public:
    struct parts {
        boost::asio::io_context& io;
        channels& known;
        receiving& hear;
        turns& loop;
        landing& land;
        std::function<void(std::string_view channel, std::string_view what)> trouble;
        // Of the state on disk. `unseal` gives nothing for what was not sealed here.
        std::function<std::string(std::string_view)> seal;
        std::function<std::optional<std::string>(std::string_view)> unseal;
        std::string certificates = {};  // further authorities, a file
    };

    // The channel's adapter must give a session (`streaming` != nullptr).
    stream_driver(const channel& c, parts p);
    ~stream_driver();

    void start();
    // Says good-bye and ends; `idle` tells when. On the io_context's thread, as everything here.
    void leave();
    bool idle() const { return !running_; }

    // One job::kind::send; its end. At once where there is no connection.
    awaitable<adapters::verdict> send(adapters::job what);
    std::size_t most_jobs() const { return session_->most_jobs(); }

private:
    using item = adapters::stream_session::to_keep;

    awaitable<void> work();
    awaitable<std::string> connection();
    awaitable<void> write_all(std::shared_ptr<stream_link> link);
    awaitable<void> keep_all();
    awaitable<std::vector<taken>> take_all(const std::vector<item>& items);
    awaitable<bool> store_state(std::string state);
    awaitable<std::optional<std::string>> stored_state();
    awaitable<void> rest(boost::asio::steady_timer& timer, std::chrono::milliseconds how_long);
    void flush();
    void arm();
    void tell(std::string what);
    std::chrono::milliseconds jittered(std::chrono::milliseconds pause);
    instant now() const;

    const channel& channel_;
    parts parts_;
    const std::string key_;
    std::optional<boost::asio::ssl::context> tls_;
    std::unique_ptr<adapters::stream_session> session_;

    std::shared_ptr<stream_link> link_;  // while there is a connection
    stream_link* opening_ = nullptr;     // while there is none yet
    std::string to_write_;
    bool closing_ = false;  // once `to_write_` is written
    std::vector<item> to_keep_;
    std::string stored_;  // the state on disk
    using end_handler = std::function<void(adapters::verdict)>;
    std::unordered_map<std::int64_t, end_handler> jobs_;  // by job::id

    boost::asio::steady_timer pause_timer_;
    boost::asio::steady_timer tick_timer_;
    boost::asio::steady_timer write_timer_;  // cancelled: there is something to write
    boost::asio::steady_timer room_timer_;   // cancelled: what waited to be written is
    boost::asio::steady_timer keep_timer_;   // cancelled: there is something to keep
    std::chrono::steady_clock::time_point began_;
    instant began_wall_;
    std::minstd_rand dice_{std::random_device{}()};
    std::string told_;
    bool leaving_ = false;
    bool running_ = false;
    bool ready_ = false;  // the session has its state
};

}  // namespace linli::gateway
