#include "gateway/media/photo_worker.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/media/child_process.hpp"
#include "tests/media/samples.hpp"

using namespace linli;
using namespace linli::media;
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

child_command probe(const std::string& mode) { return {LINLI_MEDIA_PROBE, {mode}, 5s}; }

std::string outcome(const result<cleaned, refusal>& done) {
    return done ? "taken" : std::string(name_of(done.error()));
}

asio::awaitable<void> note(photo_worker& worker, bytes picture, std::vector<std::string>& outcomes) {
    outcomes.push_back(outcome(co_await worker.clean(std::move(picture))));
}

std::vector<std::string> cleaned_by(child_command command, const bytes& picture, int times = 1) {
    asio::io_context io;
    photo_worker worker(io.get_executor(), std::move(command));
    std::vector<std::string> outcomes;
    for (int i = 0; i < times; ++i) asio::co_spawn(io, note(worker, picture, outcomes), asio::detached);
    io.run();
    return outcomes;
}

bool no_child_is_left() { return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

std::size_t children() {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "stat");
        std::string pid, name, state;
        pid_t parent = 0;
        if (file >> pid >> name >> state >> parent && parent == getpid()) ++count;
    }
    return count;
}

struct spoken {
    std::string text;
    bool killed = false;
};

// What a mode of the probe says, and whether the kernel killed it for a forbidden call.
spoken said_by(const std::string& mode) {
    int line[2];
    REQUIRE(pipe(line) == 0);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(line[1], STDOUT_FILENO);
        close(line[0]);
        close(line[1]);
        execl(LINLI_MEDIA_PROBE, "probe", mode.c_str(), nullptr);
        _exit(127);
    }
    close(line[1]);
    spoken heard;
    char piece[256];
    for (ssize_t got; (got = read(line[0], piece, sizeof piece)) > 0;)
        heard.text.append(piece, static_cast<std::size_t>(got));
    close(line[0]);
    int status = 0;
    waitpid(pid, &status, 0);
    heard.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
    return heard;
}

}  // namespace

TEST_CASE("in the sandbox there is memory, and nothing else") {
    const auto memory = said_by("memory");
    CHECK(memory.text == "closed survived");
    CHECK_FALSE(memory.killed);
    for (const std::string mode : {"open", "socket", "fork", "exec", "code", "other_file"}) {
        INFO(mode);
        const auto heard = said_by(mode);
        CHECK(heard.text == "closed ");
        CHECK(heard.killed);
    }
}

TEST_CASE("a child cleans a picture and is gone") {
    asio::io_context io;
    photo_worker worker(io.get_executor(), probe("photo-child"));
    std::vector<cleaned> made;
    const auto clean = [&]() -> asio::awaitable<void> {
        auto done = co_await worker.clean(sample("stairwell.jpg"));
        if (done) made.push_back(*std::move(done));
    };
    asio::co_spawn(io, clean(), asio::detached);
    io.run();
    REQUIRE(made.size() == 1);
    CHECK(made[0].width == 675);
    CHECK(made[0].height == 900);
    const auto here = clean_picture(sample("stairwell.jpg"));
    REQUIRE(here);
    CHECK(made[0].jpeg == here->jpeg);
    CHECK(made[0].thumb == here->thumb);
    CHECK(no_child_is_left());
}

TEST_CASE("a picture that lies in a file is the same picture") {
    const auto file = std::filesystem::temp_directory_path() / ("linli-picture-" + std::to_string(getpid()));
    const auto cleaned_from = [&](const bytes& content) {
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
        asio::io_context io;
        photo_worker worker(io.get_executor(), probe("photo-child"));
        const picture_source source = file;
        std::optional<result<cleaned, refusal>> made;
        const auto clean = [&]() -> asio::awaitable<void> {
            auto done = co_await worker.clean(source);
            made.emplace(std::move(done));
        };
        asio::co_spawn(io, clean(), asio::detached);
        io.run();
        return *std::move(made);
    };
    const auto made = cleaned_from(sample("stairwell.jpg"));
    REQUIRE(made);
    CHECK(made->jpeg == clean_picture(sample("stairwell.jpg"))->jpeg);
    CHECK(outcome(cleaned_from({})) == "not_a_picture");
    CHECK(outcome(cleaned_from(bytes(picture_bytes_max + 1))) == "too_big");
    std::filesystem::remove(file);
    CHECK(no_child_is_left());
}

TEST_CASE("every sample and every refusal comes through the child") {
    const auto one = [](const bytes& picture) { return cleaned_by(probe("photo-child"), picture).at(0); };
    for (const std::string name : {"meter.png", "interlaced.png", "door.webp", "progressive.jpg"}) {
        INFO(name);
        CHECK(one(sample(name)) == "taken");
    }
    CHECK(one({}) == "not_a_picture");
    CHECK(one(bytes(1000, 'x')) == "unsupported");
    CHECK(one(bytes(picture_bytes_max + 1)) == "too_big");
    bytes bomb = sample("palette.png");
    bomb[16] = 1;
    CHECK(one(bomb) == "too_many_pixels");
    bytes short_one = sample("stairwell.jpg");
    short_one.resize(short_one.size() / 2);
    CHECK(one(short_one) == "not_a_picture");
}

TEST_CASE("the largest picture fits into the child's memory and time") {
    raster large{8000, 5000, bytes(std::size_t{8000} * 5000 * 3)};
    for (std::size_t i = 0; i < large.rgb.size(); ++i)
        large.rgb[i] = static_cast<std::uint8_t>(i / 7000 + i % 251 / 100);
    CHECK(cleaned_by(probe("photo-child"), write_jpeg(large)).at(0) == "taken");
}

namespace {

// KiB, the most that this process ever had: also by what was tested before.
long most_memory() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

}  // namespace

TEST_CASE("a child that misbehaves means not_a_picture, and is gone as well") {
    const auto before = most_memory();
    for (const std::string mode : {"die", "nonsense", "endless", "no_jpeg", "open"})
        // The larger is more than a socket holds: the request meets a child that does not read.
        for (const std::size_t size : {std::size_t{9}, std::size_t{4} << 20}) {
            INFO(mode << " " << size);
            CHECK(cleaned_by(probe(mode), bytes(size)).at(0) == "not_a_picture");
            CHECK(no_child_is_left());
        }
    CHECK(most_memory() - before < 1'000'000);  // nothing was made ready for the 4 GB it announced
    auto hanging = probe("hang");
    hanging.patience = 50ms;
    CHECK(cleaned_by(hanging, sample("gray.jpg")).at(0) == "not_a_picture");
    CHECK(no_child_is_left());
    child_command missing{"/nonexistent/linli", {}, 5s};
    CHECK(cleaned_by(missing, sample("gray.jpg")).at(0) == "busy");
}

TEST_CASE("two children at once, sixteen pictures wait, and the next is told that we are busy") {
    auto outcomes = cleaned_by(probe("photo-child"), sample("gray.jpg"), 20);
    CHECK(std::count(outcomes.begin(), outcomes.end(), "taken") == 18);
    CHECK(std::count(outcomes.begin(), outcomes.end(), "busy") == 2);
    CHECK(no_child_is_left());
}

TEST_CASE("pictures may come from several threads") {
    asio::thread_pool threads(3);
    photo_worker worker(threads.get_executor(), probe("photo-child"));
    std::vector<std::future<bool>> taken;
    const auto clean = [&]() -> asio::awaitable<bool> { co_return bool(co_await worker.clean(sample("gray.jpg"))); };
    for (int i = 0; i < 12; ++i) taken.push_back(asio::co_spawn(threads, clean(), asio::use_future));
    for (auto& one : taken) CHECK(one.get());
    threads.join();
    CHECK(no_child_is_left());
}

TEST_CASE("pictures under way when all is taken down leave no child") {
    {
        asio::io_context io;
        std::vector<std::string> outcomes;
        {
            photo_worker worker(io.get_executor(), probe("hang"));
            for (int i = 0; i < 5; ++i) asio::co_spawn(io, note(worker, sample("gray.jpg"), outcomes), asio::detached);
            io.poll();
            CHECK(children() == 2);
        }
        io.poll();
        CHECK(outcomes.empty());
    }
    CHECK(no_child_is_left());
}

TEST_CASE("a child gets no file and no variable of ours") {
    setenv("LINLI_SECRET_OF_THE_TEST", "1", 1);
    const int inheritable = dup(STDOUT_FILENO);
    asio::io_context io;
    std::string text(200, '\0');
    const auto ask = [&]() -> asio::awaitable<void> {
        auto child = child_process::start(io.get_executor(), LINLI_MEDIA_PROBE, {"came_along"});
        if (!child) co_return;
        const auto [error, size] =
            co_await asio::async_read(child->line(), asio::buffer(text), asio::as_tuple(asio::use_awaitable));
        text.resize(size);
        co_await child->end();
    };
    asio::co_spawn(io, ask(), asio::detached);
    io.run();
    close(inheritable);
    unsetenv("LINLI_SECRET_OF_THE_TEST");
    CHECK(text == "0 variables, 0 files");
    CHECK(no_child_is_left());
}
