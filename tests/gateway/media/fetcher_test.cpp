#include "gateway/media/fetcher.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <future>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/gateway/support/fake_adapter.hpp"
#include "tests/gateway/support/memory_store.hpp"
#include "tests/gateway/support/tiny_server.hpp"

using namespace linli;
using namespace linli::gateway;
using namespace std::chrono_literals;
using adapters::end;
using test::tiny_server;

namespace {

struct folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("linli-fetcher-" + std::to_string(::getpid()));
    folder() { std::filesystem::create_directories(path); }
    ~folder() { std::filesystem::remove_all(path); }
};

struct fetching {
    folder data;
    test::memory_store store;
    community c;
    channels known;
    test::fake_adapter& tg;
    std::mutex m;
    std::condition_variable cv;
    std::vector<event> ends;
    std::unique_ptr<turns> loop;
    asio::io_context io{1};
    landing land{io.get_executor()};
    http_client http{io, {}};
    // No child can be started from this test's binary: a picture is refused as one that broke it.
    media::photo_worker cleaner{io.get_executor(), {"/bin/false", {}, 1000ms}};
    storage::photo_store photos{data.path};
    media::media_links links{std::vector<std::uint8_t>(32, 1)};
    std::unique_ptr<fetcher> fetch;
    std::thread thread;

    fetching() : tg(test::add_channel(known, "tg")) {
        turn_seams seams;
        seams.turn = [this](const community&, const view&, const event& e, const fresh&) -> turn_result {
            std::lock_guard lock(m);
            ends.push_back(e);
            cv.notify_all();
            return decision{};
        };
        loop = std::make_unique<turns>(store, c, known, turn_listeners{}, turns::limits{}, seams);
    }
    void go(bool allow_private = true, std::chrono::milliseconds give_up = 1h) {
        fetch = std::make_unique<fetcher>(fetcher::parts{io, known, http, *loop, land, cleaner, photos, links,
                                                         "https://x", allow_private, {}, 1ms, give_up});
        loop->start();
        fetch->start();
        thread = std::thread([this] {
            auto guard = asio::make_work_guard(io);
            io.run();
        });
    }
    ~fetching() {
        loop->stop();
        io.stop();
        if (thread.joinable()) thread.join();
    }
    void want(media_kind kind, const std::string& handle, const std::string& name = {}, std::int64_t size = 0) {
        storage::fetch_row row{"job", person_id{5}, "tg", {kind, handle, name, size}};
        store.fetches["job"] = row;
    }
    const event& ended() {
        std::unique_lock lock(m);
        REQUIRE(cv.wait_for(lock, 10s, [&] { return !ends.empty(); }));
        return ends.front();
    }
    std::string refused() {
        const auto* r = std::get_if<media_refused>(&ended().body);
        return r ? r->reason : "stored";
    }
    bool row_is_gone() {
        const auto give_up = std::chrono::steady_clock::now() + 10s;
        while (std::chrono::steady_clock::now() < give_up) {
            std::promise<bool> yes;
            loop->run([&](storage::store&) { yes.set_value(store.fetches.empty()); });
            if (yes.get_future().get()) return true;
        }
        return false;
    }
};

adapters::verdict fetched(std::string bytes) {
    adapters::verdict v;
    v.bytes = std::move(bytes);
    return v;
}

}  // namespace

TEST_CASE("a file of an earlier life is fetched, kept as it came, and its row goes after the event") {
    fetching f;
    int tries = 0;
    f.tg.on_next = [&](const adapters::job& j, const auto&) -> adapters::step {
        adapters::verdict v;
        v.how = end::retry;
        return ++tries < 3 ? v : fetched("bytes of " + j.media.handle);
    };
    f.want(media_kind::video, "file-id", "../..\\evil\n.mp4");
    f.go();
    const auto& e = f.ended();
    CHECK(e.room == person_id{5});
    const auto& stored = std::get<media_stored>(e.body);
    CHECK(stored.job == "job");
    CHECK(stored.attachment.kind == media_kind::video);
    CHECK(stored.attachment.name == "_.._evil_.mp4");
    CHECK(stored.attachment.link.starts_with("https://x/media/" + stored.attachment.photo.hash));
    const auto bytes = f.photos.read_file(stored.attachment.photo.hash);
    REQUIRE(bytes);
    CHECK(std::string(bytes->begin(), bytes->end()) == "bytes of file-id");
    CHECK(f.row_is_gone());
}

TEST_CASE("what cannot be taken gets its reason") {
    fetching f;
    SECTION("announced as too big: not even asked for") {
        std::atomic<bool> asked{false};
        f.tg.on_next = [&](const auto&, const auto&) -> adapters::step {
            asked = true;
            return fetched("");
        };
        f.want(media_kind::photo, "id", "", 11 * 1024 * 1024);
        f.go();
        CHECK(f.refused() == "too_big");
        CHECK_FALSE(asked);
    }
    SECTION("the platform does not have it any more") {
        f.tg.on_next = [](const auto&, const auto&) -> adapters::step {
            adapters::verdict v;
            v.how = end::rejected;
            return v;
        };
        f.want(media_kind::photo, "id");
        f.go();
        CHECK(f.refused() == "gone");
    }
    SECTION("it never comes") {
        f.tg.on_next = [](const auto&, const auto&) -> adapters::step {
            adapters::verdict v;
            v.how = end::retry;
            return v;
        };
        f.want(media_kind::photo, "id");
        f.go(true, 30ms);
        CHECK(f.refused() == "gone");
    }
    SECTION("no picture") {
        f.tg.on_next = [](const auto&, const auto&) -> adapters::step { return fetched("MZ not a picture"); };
        f.want(media_kind::photo, "id");
        f.go();
        CHECK(f.refused() != "stored");
    }
    CHECK(f.row_is_gone());
}

TEST_CASE("an address inside a message does not reach into private networks, and a larger body is cut") {
    fetching f;
    tiny_server server([&](int fd) {
        server.read_request(fd);
        tiny_server::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n");
    });
    f.tg.on_next = [&](const adapters::job& j, const auto& replies) -> adapters::step {
        if (!replies.empty()) return fetched(replies.back().body);
        adapters::http_call c;
        c.method = "GET";
        c.url = j.media.handle;
        c.body_limit = 100'000'000;
        return c;
    };
    SECTION("refused") {
        f.want(media_kind::file, server.url("/secret"));
        f.go(false);
        CHECK(f.refused() == "gone");
        CHECK(server.connections == 0);
    }
    SECTION("too big") {
        f.want(media_kind::file, server.url("/big"));
        f.go(true);
        CHECK(f.refused() == "too_big");
    }
    CHECK(f.row_is_gone());
}
