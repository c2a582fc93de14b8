// The program that the tests of the photo child start: the real child, or one that misbehaves.
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/media/photo_child.hpp"
#include "gateway/media/sandbox.hpp"

namespace {

void say(const char* text) {
    if (write(STDOUT_FILENO, text, std::strlen(text)) < 0) _exit(1);
}

// Closes the sandbox, says so, and tries what must not be possible.
template <class Try>
[[noreturn]] void attempt(Try forbidden) {
    if (!linli::media::enter_sandbox()) _exit(1);
    say("closed ");
    forbidden();
    say("survived");
    _exit(0);
}

void tell_what_came_along() {
    std::size_t variables = 0;
    while (environ[variables] != nullptr) ++variables;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        if (std::stoi(entry.path().filename().string()) > STDERR_FILENO) ++files;
    // The listing itself is one.
    std::cout << variables << " variables, " << files - 1 << " files" << std::flush;
}

void work_with_memory() {
    std::vector<std::uint8_t> large(64 << 20, 1);
    for (std::size_t size = 1; size < large.size(); size *= 2) {
        std::vector<std::uint8_t> piece(size, 2);
        large[size] = piece.front();
    }
}

void answer_with(std::vector<std::uint8_t> bytes) {
    std::vector<std::uint8_t> request(1 << 16);
    if (read(STDIN_FILENO, request.data(), request.size()) < 0) _exit(1);
    if (write(STDOUT_FILENO, bytes.data(), bytes.size()) < 0) _exit(1);
}

using mode = void (*)();

const std::map<std::string, mode> modes = {
    {"photo-child", [] { linli::media::run_photo_child(); }},
    {"memory", [] { attempt(work_with_memory); }},
    {"open", [] { attempt([] { (void)open("/etc/hostname", O_RDONLY); }); }},
    {"socket", [] { attempt([] { (void)socket(AF_INET, SOCK_STREAM, 0); }); }},
    {"fork", [] { attempt([] { (void)fork(); }); }},
    {"exec", [] { attempt([] { (void)execl("/bin/true", "true", nullptr); }); }},
    {"code",
     [] { attempt([] { (void)mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }); }},
    {"other_file", [] { attempt([] { (void)write(STDERR_FILENO, "x", 1); }); }},
    {"came_along", tell_what_came_along},
    {"hang",
     [] {
         for (;;) pause();
     }},
    {"die", [] { _exit(3); }},
    {"nonsense",
     [] {
         answer_with({77, 1, 2, 3});
     }},
    {"endless",
     [] {
         answer_with({0, 1, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255});
     }},
    {"no_jpeg",
     [] {
         answer_with({0,   1,   0,   0,   0, 1, 0, 0, 0,   6,   0,   0,   0,   '<', 'h',
                      't', 'm', 'l', '>', 6, 0, 0, 0, '<', 'h', 't', 'm', 'l', '>'});
     }},
};

}  // namespace

int main(int count, char** arguments) {
    const auto found = count == 2 ? modes.find(arguments[1]) : modes.end();
    if (found == modes.end()) return 64;
    found->second();
}
