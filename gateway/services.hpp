// What handlers work with: references to the components that `app` owns, and the few small states that
// the I/O thread shares. For the I/O thread, but where a member says otherwise.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "dialogs/community.hpp"
#include "gateway/config/config.hpp"
#include "gateway/joining.hpp"
#include "gateway/landing.hpp"
#include "gateway/log.hpp"
#include "gateway/metrics.hpp"
#include "gateway/metrics/seldom.hpp"
#include "gateway/readers.hpp"
#include "gateway/turns.hpp"
#include "gateway/turns/flood_gate.hpp"
#include "gateway/web/room_hub.hpp"
#include "gateway/web/sessions.hpp"
#include "gateway/web/uploads.hpp"

namespace linli::media {
class photo_worker;
class media_links;
}  // namespace linli::media
namespace linli::storage {
class photo_store;
}

namespace linli::gateway {

class receiving;
class sender;

// Whether we live and may be sent work. Any thread.
struct health {
    std::atomic<bool> draining{false};
    std::atomic<bool> store_well{true};
};

// Why a browser was not let in.
enum class auth_failure : std::uint8_t {
    session,  // none, or an old one
    origin,   // another page asked
    role,     // for managers only
    link,     // a resident's link that is used up or unknown
    sign_in,  // the same of a link for staff
};
constexpr auto names_of(auth_failure) {
    return std::array<std::string_view, 5>{"session", "origin", "role", "link", "sign_in"};
}

// Why the body of a request was not taken in.
enum class body_refusal : std::uint8_t {
    crowded,  // too much of others', or of its own sender, is being read
    slow,     // it came slower than any network carries it, or stopped coming
};
constexpr auto names_of(body_refusal) { return std::array<std::string_view, 2>{"crowded", "slow"}; }

// Counted by handlers; gauges and counters of /metrics.
struct web_counts {
    std::size_t sockets = 0;
    std::array<std::uint64_t, names_of(auth_failure{}).size()> auth_failures{};
    void not_let_in(auth_failure why) { ++auth_failures[static_cast<std::size_t>(why)]; }
    struct refused_bodies {
        std::uint64_t all = 0;
        seldom told{};
    };
    std::array<refused_bodies, names_of(body_refusal{}).size()> bodies_refused{};
    std::map<std::string, std::uint64_t> signature_failures;  // by channel
    std::map<std::string, std::uint64_t> refused;             // webhooks answered 4xx, by channel
};

struct services {
    const config& settings;
    channels& known;
    turns& loop;
    landing& land;
    readers& ask;
    gateway::sessions& sessions;
    room_hub& hub;
    receiving& hear;
    sender& out;
    const storage::photo_store& photos;
    media::photo_worker& cleaner;
    const media::media_links& links;
    const gateway::uploads& uploads;
    gateway::health& health;
    web_counts& counts;
    logger& log;
    std::shared_ptr<const community> now_serving;  // replaced by a reload
    std::size_t uploads_under_way = 0;
    std::map<std::string, std::size_t> sockets_of;  // by subject
    flood_gate session_gate{20, 0.05};              // new sessions of one address: a family, then one in 20 s
    flood_gate sign_in_gate{10, 0.02};              // tries of one address; a key has 256 bits anyway
    flood_gate photo_gate{30, 0.2};                 // photos of one person: three albums, then one in 5 s
    joining joins{};                                // texts that a platform brings in pieces
    std::function<std::string(const stored_figures&)> metrics_text;
};

// The name of the channel that we host; empty when this deployment has no web chat.
std::string web_channel(const services& s);
// Whether the staff room is ours.
bool hosts_staff_room(const services& s);

}  // namespace linli::gateway
