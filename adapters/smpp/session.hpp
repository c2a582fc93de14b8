// One SMPP session as a machine without I/O (adapters/session.hpp): bind, keep alive, submit, hear,
// unbind (SMPP 3.4, section 2).
//
//   down ──opened──> binding ──bind_transceiver_resp──> bound ──leave──> leaving
//    ^                                                                      │
//    └──────────────────────────── closed ──────────────────────────────────┘
#pragma once

#include <memory>
#include <string>

#include "adapters/smpp/smpp.hpp"

namespace linli::adapters::smpp {

// Both must outlive the session. `state` is what an earlier one of this channel gave, or "".
std::unique_ptr<stream_session> make_session(const settings& s, const capabilities& can, const std::string& state);

}  // namespace linli::adapters::smpp
