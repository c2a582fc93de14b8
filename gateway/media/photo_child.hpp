// `linli photo-child`: the process that looks at one picture of a stranger and ends.
//
//   request = length picture                               on standard input
//   answer  = status [ width height length jpeg length thumb ]   on standard output
//   status  = one byte: 0, or 1 + refusal
//   width, height, length = four bytes, the lowest first
//
// The sandbox is closed before the first byte is read. A child that dies without an answer means
// `not_a_picture` to the worker.
#pragma once

#include <cstddef>
#include <cstdint>

namespace linli::media {

inline constexpr std::uint8_t status_taken = 0;
inline constexpr std::size_t length_bytes = 4;

// The exit code: 0 when an answer was written, 70 when the sandbox could not be had, 65 when the
// request was not one. To be called before the program has threads or has opened anything; it
// ends the process itself, by _exit, since nothing else is allowed any more.
[[noreturn]] int run_photo_child();

}  // namespace linli::media
