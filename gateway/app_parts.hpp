// The components of a serving process in the order in which they are made. Internal to app.
#pragma once

#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "dialogs/understanding/reader.hpp"
#include "gateway/app.hpp"
#include "gateway/checkpointer.hpp"
#include "gateway/control_socket.hpp"
#include "gateway/http_client.hpp"
#include "gateway/http_server.hpp"
#include "gateway/io.hpp"
#include "gateway/media/fetcher.hpp"
#include "gateway/media/media_links.hpp"
#include "gateway/media/photo_worker.hpp"
#include "gateway/receiving.hpp"
#include "gateway/sender.hpp"
#include "gateway/services.hpp"
#include "gateway/sessions/poll_driver.hpp"
#include "gateway/sessions/set_up.hpp"
#include "gateway/sessions/stream_driver.hpp"
#include "gateway/ticker.hpp"
#include "gateway/tls_files.hpp"
#include "storage/checkpoint.hpp"
#include "storage/data_lock.hpp"
#include "storage/photos.hpp"
#include "storage/sqlite_store.hpp"

namespace linli::gateway {

struct app::parts {
    parts(app_options o, logger& l, storage::data_lock lock, std::unique_ptr<storage::sqlite_store> s,
          std::shared_ptr<const community> c);

    app_options options;
    logger& log;
    storage::data_lock lock;
    std::unique_ptr<storage::sqlite_store> store;
    std::shared_ptr<const community> serving;
    // Before io: a fetch that a stop cut short ends with io, and takes what it had written off the disk.
    storage::photo_store photos;

    boost::asio::io_context io{1};  // one thread: on two cores a second one only costs
    landing land{io.get_executor()};
    channels known;
    gateway::uploads uploads;
    std::optional<media::media_links> links;
    std::optional<readers> ask;
    room_hub hub;
    health well;
    web_counts counts;
    std::optional<receiving> hear;
    std::optional<turns> loop;
    std::optional<media::photo_worker> cleaner;
    std::optional<http_client> http;
    std::optional<sender> out;
    std::optional<fetcher> fetches;
    std::optional<set_up> registering;
    std::optional<gateway::sessions> who;
    std::unique_ptr<gateway::services> services;
    std::optional<tls_files> tls;
    std::optional<http_server> outside;
    std::optional<http_server> inside;
    std::optional<control_socket> control;
    std::unique_ptr<storage::checkpoint_connection> wal;  // of the checkpointer's thread
    std::optional<checkpointer> copying;
    std::optional<ticker> ticks;
    std::vector<std::unique_ptr<poll_driver>> polls;
    std::vector<std::unique_ptr<stream_driver>> streams;
    boost::asio::signal_set stop_signals{io};
    boost::asio::signal_set reload_signal{io};
    boost::asio::steady_timer housekeeping{io};
    boost::asio::steady_timer stopping{io};
    boost::asio::steady_timer cases_told{io};
    bool cases_changed = false;
    bool stop_asked = false;

    // app_start.cpp
    std::optional<not_started> make();
    turn_listeners listeners();
    turn_seams seams();
    std::optional<not_started> listen();
    void serve();
    std::string staff_link();
    checkpointer::steps checkpoint_steps();
    void make_sending();
    void make_polls();
    void make_streams(const storage::key_ring& keys);
    std::function<void(std::string_view, std::string_view)> trouble(std::string_view event);
    void tell_group(std::string_view channel, std::string_view chat);
    void warn();

    // app_run.cpp
    awaitable<void> wait_for_stop();
    awaitable<void> wait_for_reload();
    awaitable<void> keep_house();
    awaitable<void> stop();
    void reload();
    void tell_cases();
    void delete_unsent(storage::reader& r, const std::string& hash);
    void delete_photos(std::vector<std::string> hashes);
    bool wind_down();  // whether nobody is left
};

// What reads messages for that community: it and its reader live as long as anybody holds it.
std::shared_ptr<const reader> reader_of(std::shared_ptr<const community> c, const std::filesystem::path& data_dir);

}  // namespace linli::gateway
