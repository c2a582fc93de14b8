// What `linli doctor` asks a platform about one channel, and what its answers show: a closed set of
// findings. An adapter words the questions and reads the answers; the gateway asks, and says what to do.
//
// Questions change nothing at the platform, and send nothing to anybody.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http.hpp"
#include "dialogs/time.hpp"

namespace linli::adapters {

struct verdict;

// What of the channel.
enum class probed : std::uint8_t { account, webhook, group };
constexpr auto names_of(probed) { return std::array<std::string_view, 3>{"account", "webhook", "group"}; }

enum class condition : std::uint8_t {
    good,
    unaskable,     // the platform has no answer to this
    unreachable,   // nothing came back
    unclear,       // what came back says neither yes nor no: an error of theirs, a login page
    refused,       // the credentials
    restricted,    // a right is missing
    suspended,     // the account, the number or the group is switched off
    unregistered,  // webhook: there is none
    elsewhere,     // webhook: another address is registered
    switched_off,  // webhook: registered, but nothing is sent there
    failing,       // webhook: the platform calls us and gets no good answer
    absent,        // we are not in the group; the number is not ours
};
constexpr auto names_of(condition) {
    return std::array<std::string_view, 12>{"good",      "unaskable",    "unreachable", "unclear",
                                            "refused",   "restricted",   "suspended",   "unregistered",
                                            "elsewhere", "switched_off", "failing",     "absent"};
}

struct finding {
    probed of = probed::account;
    condition how = condition::good;
    std::string detail;  // who we are there, or the platform's own words; no secret
    std::string remedy;  // where on this platform it is mended; empty: what holds for every platform
};

struct inquiry {
    std::string group;  // the chat of the staff group, where it is on this channel
    instant now{};
};

// The next question, or all that is known.
using probe_step = std::variant<http_call, std::vector<finding>>;

// An answer that is no good one, by the verdict that the channel's table gives it.
finding trouble_of(probed of, const http_reply& reply, const verdict& v);

// Scheme, host and port of somebody's address: a path may hold a secret.
std::string origin_shown(std::string_view url);

// Where a webhook is registered, and where it should be.
finding compare_webhook(std::string_view registered, std::string_view wanted);

}  // namespace linli::adapters
