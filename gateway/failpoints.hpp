// Named points at which a crash test kills the process, and the mistakes that it switches on to prove
// that it would notice them. Compiled only under LINLI_FAULTS; elsewhere all of it vanishes.
//
//   LINLI_KILL_AT=name[:n]  SIGKILL the n-th time (1st without n) that this point is reached:
//     before_commit, after_commit, before_ack, after_send, before_settle, during_fetch
//   LINLI_CONTROL=name      ack_before_commit, no_dedupe (turn loop), sync_off (storage)
#pragma once

#include <string_view>

namespace linli::gateway {

#ifdef LINLI_FAULTS
void failpoint(std::string_view name);
bool control(std::string_view name);
#else
inline void failpoint(std::string_view) {}
constexpr bool control(std::string_view) { return false; }
#endif

}  // namespace linli::gateway
