#include "gateway/media/fetcher.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <future>
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
    std::string content;  // of what the platform has
    tiny_server platform{[this](int fd) {
        platform.read_request(fd);
        tiny_server::write(fd, tiny_server::answer(content));
    }};

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
        fetch = std::make_unique<fetcher>(fetcher::parts{
            io, known, http, *loop, land, cleaner, photos, links, "https://x", allow_private, {}, 1ms, give_up});
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
    // As an adapter does it: the address, and then the body is on disk.
    adapters::step download(const std::vector<adapters::http_reply>& replies) {
        if (!replies.empty()) {
            CHECK(replies.back().body.empty());
            return adapters::verdict{};
        }
        adapters::http_call call;
        call.method = "GET";
        call.url = platform.url("/file");
        call.body_limit = 100'000'000;
        call.to_disk = true;
        return call;
    }
    bool nothing_half_done() {
        std::error_code none;
        const auto half = data.path / "files" / "partial";
        return !std::filesystem::exists(half, none) || std::filesystem::is_empty(half);
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

}  // namespace

TEST_CASE("a file of an earlier life is fetched, kept as it came, and its row goes after the event") {
    fetching f;
    int tries = 0;
    f.content = std::string(300'000, 'v') + "and the end";
    f.tg.on_next = [&](const adapters::job& j, const auto& replies) -> adapters::step {
        CHECK(j.media.handle == "file-id");
        adapters::verdict v;
        v.how = end::retry;
        if (++tries < 3) return v;
        return f.download(replies);
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
    CHECK(std::string(bytes->begin(), bytes->end()) == f.content);
    CHECK(f.row_is_gone());
    CHECK(f.nothing_half_done());
}

TEST_CASE("what cannot be taken gets its reason") {
    fetching f;
    SECTION("announced as too big: not even asked for") {
        std::atomic<bool> asked{false};
        f.tg.on_next = [&](const auto&, const auto&) -> adapters::step {
            asked = true;
            return adapters::verdict{};
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
    SECTION("nothing comes") {
        f.tg.on_next = [&](const auto&, const auto& replies) { return f.download(replies); };
        f.want(media_kind::file, "id");
        f.go();
        CHECK(f.refused() == "gone");
    }
    SECTION("no picture: the rest of it is not read") {
        f.content = "MZ not a picture" + std::string(5'000'000, ' ');
        f.tg.on_next = [&](const auto&, const auto& replies) { return f.download(replies); };
        f.want(media_kind::photo, "id");
        f.go();
        CHECK(f.refused() == "unsupported");
    }
    SECTION("begins as a picture, and breaks the child") {
        f.content = "\xFF\xD8\xFF not a picture either";
        f.tg.on_next = [&](const auto&, const auto& replies) { return f.download(replies); };
        f.want(media_kind::photo, "id");
        f.go();
        CHECK(f.refused() == "not_a_picture");
    }
    CHECK(f.row_is_gone());
    CHECK(f.nothing_half_done());
}

TEST_CASE("an address inside a message does not reach into private networks, and a larger body is cut") {
    fetching f;
    tiny_server server([&](int fd) {
        server.read_request(fd);
        tiny_server::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n");
    });
    f.tg.on_next = [&](const adapters::job& j, const auto& replies) -> adapters::step {
        if (!replies.empty()) return adapters::verdict{};
        adapters::http_call c;
        c.to_disk = true;
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
