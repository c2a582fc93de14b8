// Every bound of the two listeners, each with its reason. A test reads some of them over a real socket.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace linli::gateway::limit {

using std::chrono::seconds;

inline constexpr std::uint32_t header_bytes = 8 * 1024;          // browsers send below 2 KiB, platforms below 4
inline constexpr std::size_t target_bytes = 2 * 1024;            // our longest address has 120 characters
inline constexpr std::uint64_t body_bytes = 3 << 20;             // Meta gathers so much in one post
inline constexpr std::uint64_t small_body_bytes = 4 * 1024;      // our own pages' requests: names, keys
inline constexpr std::uint64_t photo_bytes = (10 << 20) + 1024;  // 10 MB promised to residents (2.4)
inline constexpr std::size_t bodies_bytes = 80 << 20;            // that have come, of all bodies read or answered now
inline constexpr std::size_t bodies_bytes_each = 32 << 20;       // of one address: three photos of a family at once
inline constexpr std::size_t frame_bytes = 64 * 1024;            // WebSocket: OWASP's advice; Beast allows 16 MiB
inline constexpr std::size_t read_bytes = 16 * 1024;             // of one read: a webhook arrives in one
inline constexpr std::size_t unread_bytes = 256 * 1024;          // of a refused body, read so the answer arrives

inline constexpr seconds idle{70};                     // between requests: longer than the 60 s of common proxies
inline constexpr seconds header{10};                   // a phone on a bad network needs one; slowloris lives on more
inline constexpr seconds body_least{10};               // for any body, and then
inline constexpr std::uint64_t body_rate = 16 * 1024;  // bytes a second at least: GPRS does more
inline constexpr seconds body_pause{30};               // at most, however much has come: a lift between two floors
inline constexpr seconds write{30};                    // our largest answer is 1 MB: 34 KB/s
inline constexpr seconds parting{2};                   // to read our refusal before the connection goes
inline constexpr seconds tls_handshake{10};            // three round trips
inline constexpr seconds socket_idle{75};              // WebSocket: pinged at half of it

inline constexpr std::size_t connections = 8'000;    // under the usual 10,000 files; 8 KB each when idle
inline constexpr std::size_t connections_each = 64;  // of one address: a family behind one router
inline constexpr std::size_t uploads = 8;            // photos in memory at once: 80 MB

inline constexpr std::size_t socket_queue_bytes = 1 << 20;  // a reader this far behind is dropped
inline constexpr std::size_t sockets_each = 16;             // of one person: tabs and devices

}  // namespace linli::gateway::limit
