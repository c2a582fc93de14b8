#include "gateway/media/photo_child.hpp"

#include <cerrno>
#include <new>
#include <vector>

#include <unistd.h>

#include "gateway/media/decode.hpp"
#include "gateway/media/sandbox.hpp"

namespace linli::media {

namespace {

constexpr int exit_no_request = 65;  // sysexits.h: EX_DATAERR
constexpr int exit_no_sandbox = 70;  // EX_SOFTWARE

bool read_all(std::uint8_t* into, std::size_t size) {
    while (size > 0) {
        const ssize_t got = read(STDIN_FILENO, into, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        into += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_all(const std::vector<std::uint8_t>& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t put = write(STDOUT_FILENO, bytes.data() + at, bytes.size() - at);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        at += static_cast<std::size_t>(put);
    }
    return true;
}

void append(std::vector<std::uint8_t>& to, std::size_t number) {
    for (std::size_t i = 0; i < length_bytes; ++i) to.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

void append(std::vector<std::uint8_t>& to, const std::vector<std::uint8_t>& bytes) {
    append(to, bytes.size());
    to.insert(to.end(), bytes.begin(), bytes.end());
}

std::vector<std::uint8_t> refused(refusal why) { return {static_cast<std::uint8_t>(1 + static_cast<int>(why))}; }

std::vector<std::uint8_t> answer_to(bytes_view picture) {
    try {
        const auto done = clean_picture(picture);
        if (!done) return refused(done.error());
        std::vector<std::uint8_t> answer{status_taken};
        append(answer, static_cast<std::size_t>(done->width));
        append(answer, static_cast<std::size_t>(done->height));
        append(answer, done->jpeg);
        append(answer, done->thumb);
        return answer;
    } catch (const std::bad_alloc&) {  // the memory limit, which no honest picture meets
        return refused(refusal::not_a_picture);
    }
}

int serve_one() {
    std::uint8_t length[length_bytes];
    if (!read_all(length, sizeof length)) return exit_no_request;
    std::size_t size = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) size |= std::size_t{length[i]} << (8 * i);
    if (size > picture_bytes_max) return write_all(refused(refusal::too_big)) ? 0 : exit_no_request;
    std::vector<std::uint8_t> picture(size);
    if (!read_all(picture.data(), size)) return exit_no_request;
    return write_all(answer_to(picture)) ? 0 : exit_no_request;
}

}  // namespace

int run_photo_child() { _exit(enter_sandbox() ? serve_one() : exit_no_sandbox); }

}  // namespace linli::media
