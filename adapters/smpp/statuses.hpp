// SMPP's command_status: what each means for a message, and its name for people
// (SMPP 3.4, 5.1.3).
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "adapters/adapter.hpp"

namespace linli::adapters::smpp {

namespace status {
inline constexpr std::uint32_t ok = 0x00;
inline constexpr std::uint32_t bad_length = 0x01;  // ESME_RINVMSGLEN
inline constexpr std::uint32_t bad_command_length = 0x02;
inline constexpr std::uint32_t bad_command = 0x03;
inline constexpr std::uint32_t not_bound = 0x04;  // ESME_RINVBNDSTS
inline constexpr std::uint32_t already_bound = 0x05;
inline constexpr std::uint32_t bind_failed = 0x0D;
inline constexpr std::uint32_t bad_password = 0x0E;
inline constexpr std::uint32_t bad_system_id = 0x0F;
inline constexpr std::uint32_t queue_full = 0x14;
inline constexpr std::uint32_t throttled = 0x58;
}  // namespace status

// An account's own meanings go before ours: vendors use 0x400 to 0x4FF as they like.
using status_map = std::map<std::uint32_t, end>;

// What a submit_sm that was answered so has come to. `retry` without a time: the sender's own schedule.
end outcome_of(std::uint32_t status, const status_map& own);

// "ESME_RTHROTTLED (0x58)".
std::string name_of_status(std::uint32_t status);

}  // namespace linli::adapters::smpp
