#include "gateway/media/child_process.hpp"

#include <csignal>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace linli::media {

namespace asio = boost::asio;

namespace {

struct file_actions {
    posix_spawn_file_actions_t raw;

    explicit file_actions(int line) {
        posix_spawn_file_actions_init(&raw);
        posix_spawn_file_actions_adddup2(&raw, line, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&raw, line, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&raw, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&raw, STDERR_FILENO + 1);
    }
    file_actions(const file_actions&) = delete;
    file_actions& operator=(const file_actions&) = delete;
    ~file_actions() { posix_spawn_file_actions_destroy(&raw); }
};

struct attributes {
    posix_spawnattr_t raw;

    attributes() {
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_init(&raw);
        posix_spawnattr_setsigmask(&raw, &none);
        posix_spawnattr_setsigdefault(&raw, &all);
        posix_spawnattr_setpgroup(&raw, 0);
        posix_spawnattr_setflags(&raw, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    attributes(const attributes&) = delete;
    attributes& operator=(const attributes&) = delete;
    ~attributes() { posix_spawnattr_destroy(&raw); }
};

pid_t spawn(const std::string& program, std::vector<std::string> arguments, int line) {
    const file_actions files(line);
    const attributes how;
    std::string name = program;
    std::vector<char*> argv{name.data()};
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    char* no_environment[] = {nullptr};
    pid_t pid = 0;
    const int error = posix_spawn(&pid, program.c_str(), &files.raw, &how.raw, argv.data(), no_environment);
    return error == 0 ? pid : 0;
}

// Not glibc 2.36's pidfd_open, whose header forgot that C++ exists.
int open_pidfd(pid_t pid) { return static_cast<int>(syscall(SYS_pidfd_open, pid, 0)); }

}  // namespace

std::optional<child_process> child_process::start(const asio::any_io_executor& executor, const std::string& program,
                                                  const std::vector<std::string>& arguments) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return std::nullopt;
    const pid_t pid = spawn(program, arguments, ends[1]);
    close(ends[1]);
    const int ended = pid != 0 ? open_pidfd(pid) : -1;
    if (ended < 0) {
        close(ends[0]);
        if (pid != 0) {
            kill(pid, SIGKILL);
            waitpid(pid, nullptr, 0);
        }
        return std::nullopt;
    }
    return child_process(executor, pid, ends[0], ended);
}

child_process::child_process(const asio::any_io_executor& executor, pid_t pid, int line, int ended)
    : pid_(pid), line_(executor, asio::local::stream_protocol(), line), ended_(executor, ended) {}

child_process::child_process(child_process&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), line_(std::move(other.line_)), ended_(std::move(other.ended_)) {}

child_process::~child_process() { kill_and_wait(); }

void child_process::kill_and_wait() noexcept {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);  // not waited for yet, so the number is still this child's
    waitpid(std::exchange(pid_, 0), nullptr, 0);
}

asio::awaitable<void> child_process::end() {
    kill(pid_, SIGKILL);
    co_await ended_.async_wait(asio::posix::stream_descriptor::wait_read, asio::as_tuple(asio::use_awaitable));
    kill_and_wait();  // returns at once
}

}  // namespace linli::media
