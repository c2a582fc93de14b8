// Takes everything from this process but arithmetic: what a decoder that was overrun can do then.
//
// For a process that was started for this and has one thread. Afterwards it can read its standard
// input, write its standard output, use memory and end; any other system call kills it. It has no
// files and no network, is not traced into a core file, and cannot gain rights by exec. There is
// no way back. Linux only.
#pragma once

namespace linli::media {

inline constexpr int cpu_seconds_max = 5;  // a picture at the limits takes about one

// False when a part of it could not be had: then nothing hostile may be read.
[[nodiscard]] bool enter_sandbox();

}  // namespace linli::media
