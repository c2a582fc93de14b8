// Brings media from the platforms: fetches what a turn asked for onto disk (incoming.hpp), has pictures
// cleaned, and tells the conversation how it went (media_stored or media_refused).
//
// Runs on one io_context's thread; the disk is waited for on a thread of its own. `take` from any
// thread. A job stands in the store until its event is committed, so a crash only begins it again.
// What fails for a while is tried again after 1, 2, 4 … 300 s and given up after some hours (`gone`):
// platforms keep media for an hour to a few days.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <list>
#include <set>
#include <string>
#include <variant>

#include "gateway/channels.hpp"
#include "gateway/http_client.hpp"
#include "gateway/io.hpp"
#include "gateway/landing.hpp"
#include "gateway/media/media_links.hpp"
#include "gateway/media/photo_worker.hpp"
#include "gateway/metrics/counter.hpp"
#include "gateway/turns.hpp"
#include "storage/photos.hpp"

namespace linli::gateway {

class incoming_media;

class fetcher {
public:
    struct parts {
        boost::asio::io_context& io;
        const channels& known;
        http_client& http;
        turns& loop;
        landing& land;
        media::photo_worker& cleaner;
        const storage::photo_store& photos;
        const media::media_links& links;
        std::string public_url;            // before the signed path of a link; may be empty
        bool allow_private_media = false;  // addresses inside messages may point anywhere
        std::function<void(std::string_view channel, std::string_view what)> trouble;
        std::chrono::milliseconds first_delay{1000};
        std::chrono::milliseconds give_up{std::chrono::hours{6}};
    };
    struct counts {
        counter stored{0};
        counter refused{0};
        counter retried{0};
    };

    explicit fetcher(parts p);
    ~fetcher();

    void start();  // also takes up what an earlier process left
    void stop();   // on the io_context's thread; what is under way is begun again after the next start
    void take(std::vector<storage::fetch_row> rows);
    const counts& counters() const { return counts_; }

private:
    using clock = std::chrono::steady_clock;
    struct waiting {
        storage::fetch_row row;
        clock::time_point since{};
        clock::time_point due{};
        int attempts = 0;
    };
    struct later {  // not now: try again
        std::string why;
        span_of_time after{};
    };
    using outcome = std::variant<attachment, std::string, later>;  // or a reason for media_refused

    void add(storage::fetch_row row);
    void pump();
    awaitable<void> work(waiting w);
    awaitable<outcome> fetch(const storage::fetch_row& row);
    static outcome refused(media::refusal why);
    awaitable<outcome> keep(const storage::fetch_row& row, incoming_media& body);
    awaitable<outcome> keep_photo(incoming_media& body);
    awaitable<outcome> keep_file(const storage::fetch_row& row, incoming_media& body);
    awaitable<void> finish(const storage::fetch_row& row, event_body body);
    awaitable<void> rest(std::chrono::milliseconds how_long);
    void again(waiting w, const later& l);
    void note(const storage::fetch_row& row, std::string_view what);

    parts parts_;
    counts counts_;
    boost::asio::thread_pool disk_{1};
    boost::asio::steady_timer timer_;
    std::list<waiting> queue_;
    std::set<std::string> held_;  // jobs in the queue or under way
    int under_way_ = 0;
    bool stopped_ = false;
    bool pumping_ = false;
};

// A name that is safe to show and to save under: no path, no control characters, an ending that says
// what the bytes are. Empty when nothing is left of it.
std::string safe_file_name(std::string_view hostile);

}  // namespace linli::gateway
